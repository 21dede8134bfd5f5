//! Invented people need names: common given and family names of many origins, paired so that a family sounds like one.

/// Names of one origin.
pub(super) struct Origin {
    /// Number of families in a thousand that have names of this origin.
    pub per_mille: u32,
    /// Number of them in a thousand that are written to in Spanish.
    pub spanish: u32,
    /// Given names.
    pub given: &'static [&'static str],
    /// Family names.
    pub family: &'static [&'static str],
}

/// All origins; their shares add up to a thousand.
pub(super) const ORIGINS: &[Origin] = &[
    Origin { per_mille: 400, spanish: 0, given: ENGLISH_GIVEN, family: ENGLISH_FAMILY },
    Origin { per_mille: 370, spanish: 330, given: SPANISH_GIVEN, family: SPANISH_FAMILY },
    Origin { per_mille: 70, spanish: 0, given: AMERICAN_GIVEN, family: AMERICAN_FAMILY },
    Origin { per_mille: 30, spanish: 0, given: VIETNAMESE_GIVEN, family: VIETNAMESE_FAMILY },
    Origin { per_mille: 35, spanish: 0, given: INDIAN_GIVEN, family: INDIAN_FAMILY },
    Origin { per_mille: 25, spanish: 0, given: CHINESE_GIVEN, family: CHINESE_FAMILY },
    Origin { per_mille: 20, spanish: 0, given: ARABIC_GIVEN, family: ARABIC_FAMILY },
    Origin { per_mille: 20, spanish: 0, given: SLAVIC_GIVEN, family: SLAVIC_FAMILY },
    Origin { per_mille: 15, spanish: 0, given: AFRICAN_GIVEN, family: AFRICAN_FAMILY },
    Origin { per_mille: 15, spanish: 0, given: NORTHERN_GIVEN, family: NORTHERN_FAMILY },
];

#[rustfmt::skip]
const ENGLISH_GIVEN: &[&str] = &[
    "Aaron", "Abigail", "Adam", "Adeline", "Aidan", "Alexander", "Alice", "Allison", "Amelia", "Amy", "Andrew", "Anna", "Archer", "Ariel",
    "Asher", "Ashley", "Aubrey", "Audrey", "Austin", "Autumn", "Avery", "Bailey", "Beau", "Benjamin", "Bennett", "Blake", "Bradley", "Brandon",
    "Brianna", "Brooke", "Brooklyn", "Bryce", "Caleb", "Cameron", "Caroline", "Carter", "Catherine", "Charles", "Charlotte", "Chase", "Chloe",
    "Christian", "Christopher", "Claire", "Clara", "Clayton", "Cody", "Cole", "Colin", "Connor", "Cooper", "Corbin", "Cora", "Daniel", "Daphne",
    "David", "Dawson", "Delaney", "Dominic", "Dylan", "Easton", "Eleanor", "Elena", "Eli", "Elijah", "Elise", "Elizabeth", "Ella", "Ellie",
    "Emerson", "Emily", "Emma", "Eric", "Ethan", "Eva", "Evan", "Evelyn", "Everett", "Faith", "Fiona", "Gabriel", "Garrett", "Gavin", "Genevieve",
    "George", "Georgia", "Grace", "Graham", "Grant", "Grayson", "Greta", "Hadley", "Hailey", "Hannah", "Harper", "Harrison", "Hazel", "Heidi",
    "Henry", "Holly", "Hudson", "Hunter", "Ian", "Iris", "Isaac", "Isla", "Ivy", "Jack", "Jackson", "Jacob", "James", "Jane", "Jared", "Jasper",
    "Jeremy", "Jesse", "Joanna", "John", "Jonathan", "Jordan", "Joseph", "Joshua", "Josie", "Julia", "Juliet", "June", "Justin", "Kaitlyn",
    "Katherine", "Kayla", "Keira", "Kendall", "Kevin", "Kyle", "Laura", "Lauren", "Leah", "Leo", "Levi", "Liam", "Lillian", "Lily", "Logan",
    "Lucas", "Lucy", "Luke", "Lydia", "Mackenzie", "Madeline", "Madison", "Margaret", "Mark", "Mason", "Matthew", "Maxwell", "Megan", "Melanie",
    "Mia", "Michael", "Micah", "Miles", "Miranda", "Molly", "Morgan", "Naomi", "Natalie", "Nathan", "Nicholas", "Nicole", "Noah", "Nora", "Oliver",
    "Olivia", "Owen", "Paige", "Parker", "Patrick", "Peter", "Peyton", "Phoebe", "Piper", "Quinn", "Rachel", "Rebecca", "Reese", "Reid", "Riley",
    "Robert", "Rose", "Ruby", "Ruth", "Ryan", "Sadie", "Samantha", "Samuel", "Sarah", "Savannah", "Sawyer", "Scarlett", "Sean", "Sebastian",
    "Shelby", "Silas", "Simon", "Sophie", "Spencer", "Stella", "Stephen", "Summer", "Sydney", "Taylor", "Theodore", "Thomas", "Timothy", "Travis",
    "Trevor", "Tristan", "Tucker", "Tyler", "Vanessa", "Victoria", "Violet", "Walker", "Walter", "Wesley", "Whitney", "William", "Willow", "Wyatt",
    "Zachary", "Zoe",
];

#[rustfmt::skip]
const ENGLISH_FAMILY: &[&str] = &[
    "Abbott", "Adams", "Albright", "Aldridge", "Alexander", "Allen", "Allred", "Anderson", "Andrews", "Archer", "Armstrong", "Arnold", "Ashby",
    "Atkins", "Austin", "Bailey", "Baker", "Baldwin", "Ballard", "Barber", "Barker", "Barlow", "Barnes", "Barrett", "Bartlett", "Bates", "Baxter",
    "Beasley", "Becker", "Bell", "Bennett", "Benson", "Berry", "Bishop", "Blackwell", "Blair", "Blake", "Blevins", "Bowen", "Bowers", "Boyd",
    "Bradford", "Bradley", "Brady", "Brewer", "Bridges", "Briggs", "Brock", "Brooks", "Brown", "Bryant", "Buchanan", "Buckley", "Burgess", "Burke",
    "Burnett", "Burns", "Burton", "Bush", "Butler", "Byers", "Byrd", "Caldwell", "Calhoun", "Callahan", "Cameron", "Campbell", "Cannon", "Carlisle",
    "Carpenter", "Carr", "Carroll", "Carson", "Carter", "Casey", "Chambers", "Chandler", "Chapman", "Chase", "Christian", "Church", "Clark",
    "Clayton", "Clements", "Clifton", "Cobb", "Coffey", "Cole", "Coleman", "Collier", "Collins", "Combs", "Compton", "Conley", "Connelly", "Conner",
    "Conway", "Cook", "Cooke", "Cooper", "Copeland", "Corbett", "Cox", "Craig", "Crane", "Crawford", "Cross", "Crowe", "Cummings", "Cunningham",
    "Curry", "Curtis", "Dalton", "Daniels", "Daugherty", "Davenport", "Davidson", "Davies", "Davis", "Dawson", "Dean", "Decker", "Dempsey",
    "Dickerson", "Dickson", "Dillon", "Dixon", "Dodson", "Donaldson", "Donovan", "Doyle", "Drake", "Dudley", "Duncan", "Dunlap", "Dunn", "Eaton",
    "Edwards", "Elliott", "Ellis", "Emerson", "English", "Erickson", "Evans", "Farmer", "Farrell", "Faulkner", "Ferguson", "Fields", "Finch",
    "Fisher", "Fitzgerald", "Fleming", "Fletcher", "Flynn", "Foley", "Ford", "Foster", "Fowler", "Fox", "Francis", "Franklin", "Frazier", "Freeman",
    "French", "Frost", "Fuller", "Gallagher", "Gardner", "Garner", "Garrett", "George", "Gibbs", "Gibson", "Gilbert", "Gill", "Gillespie", "Glass",
    "Glenn", "Glover", "Goodman", "Goodwin", "Gordon", "Graham", "Grant", "Graves", "Gray", "Green", "Greer", "Gregory", "Griffin", "Griffith",
    "Grimes", "Gross", "Hale", "Hall", "Hamilton", "Hammond", "Hancock", "Hansen", "Hardin", "Harding", "Hardy", "Harper", "Harrington", "Harrison",
    "Hart", "Hartman", "Harvey", "Hatfield", "Hawkins", "Hayden", "Hayes", "Haynes", "Heath", "Henderson", "Hendricks", "Henson", "Hess", "Hewitt",
    "Hickman", "Hicks", "Higgins", "Hill", "Hobbs", "Hodges", "Hoffman", "Hogan", "Holcomb", "Holden", "Holland", "Holloway", "Holmes", "Holt",
    "Hood", "Hooper", "Hoover", "Hopkins", "Horne", "Horton", "House", "Houston", "Howard", "Howell", "Hubbard", "Hudson", "Huff", "Huffman",
    "Hughes", "Hull", "Humphrey", "Hunt", "Hunter", "Hurley", "Hurst", "Hutchins", "Ingram", "Irwin", "Jacobs", "Jarvis", "Jennings", "Jensen",
    "Johnston", "Jordan", "Joyce", "Keith", "Keller", "Kelley", "Kemp", "Kendrick", "Kennedy", "Kent", "Kerr", "Kirby", "Kirk", "Kline", "Knight",
    "Knox", "Lamb", "Lambert", "Lancaster", "Landry", "Lane", "Langley", "Larsen", "Lawrence", "Lawson", "Leach", "Leblanc", "Leonard", "Lester",
    "Lindsay", "Little", "Livingston", "Lloyd", "Logan", "Lowe", "Lowery", "Lucas", "Lynch", "Lyons", "Macdonald", "Mack", "Madden", "Maddox",
    "Malone", "Mann", "Manning", "Marks", "Marsh", "Marshall", "Mason", "Massey", "Mathis", "Maxwell", "Mayer", "Maynard", "McBride", "McCall",
    "McCarthy", "McClure", "McConnell", "McCormick", "McDaniel", "McFarland", "McGee", "McGuire", "McIntosh", "McKay", "McKenzie", "McKinney",
    "McLaughlin", "McLean", "McMahon", "McNeil", "McPherson", "Meadows", "Melton", "Mercer", "Merritt", "Middleton", "Miles", "Miller", "Mills",
    "Mitchell", "Monroe", "Montgomery", "Moody", "Moon", "Moore", "Morgan", "Morris", "Morrison", "Morrow", "Morse", "Morton", "Moss", "Mueller",
    "Mullen", "Mullins", "Murphy", "Murray", "Myers", "Nash", "Neal", "Nelson", "Newman", "Newton", "Nichols", "Nicholson", "Nixon", "Noble",
    "Nolan", "Norman", "Norris", "Norton", "Olson", "Orr", "Osborne", "Owen", "Pace", "Padgett", "Page", "Palmer", "Park", "Parks", "Parrish",
    "Parsons", "Patton", "Payne", "Pearson", "Peck", "Perkins", "Perry", "Petersen", "Phelps", "Phillips", "Pierce", "Pittman", "Pitts", "Pope",
    "Porter", "Potter", "Potts", "Powell", "Pratt", "Preston", "Price", "Prince", "Pruitt", "Quinn", "Ramsey", "Randall", "Raymond", "Reed",
    "Reese", "Reeves", "Reynolds", "Rhodes", "Richards", "Riddle", "Riley", "Roach", "Robbins", "Roberts", "Robertson", "Rogers", "Rollins", "Rose",
    "Ross", "Roth", "Rowe", "Rowland", "Rush", "Russell", "Russo", "Ryan", "Sampson", "Sanders", "Saunders", "Sawyer", "Schaefer", "Schmidt",
    "Schneider", "Schroeder", "Schultz", "Schwartz", "Sellers", "Sexton", "Shaffer", "Shannon", "Sharp", "Shaw", "Shelton", "Shepherd", "Sherman",
    "Shields", "Short", "Simmons", "Simon", "Skinner", "Slater", "Sloan", "Smith", "Snow", "Snyder", "Sparks", "Spears", "Spence", "Spencer",
    "Stafford", "Stanley", "Stanton", "Stark", "Steele", "Stein", "Stephens", "Stevenson", "Stewart", "Stone", "Stout", "Strickland", "Strong",
    "Stuart", "Sullivan", "Summers", "Sutton", "Swanson", "Sweeney", "Sykes", "Talley", "Tanner", "Tate", "Terrell", "Thornton", "Tucker",
    "Turner", "Tyler", "Underwood", "Vance", "Vaughn", "Vincent", "Wagner", "Walker", "Wall", "Wallace", "Waller", "Walls", "Walsh", "Walter",
    "Walton", "Ward", "Ware", "Warner", "Warren", "Waters", "Watkins", "Watson", "Watts", "Weaver", "Webb", "Weber", "Webster", "Weeks", "Weiss",
    "Welch", "Wells", "Werner", "West", "Wheeler", "Whitaker", "White", "Whitehead", "Whitfield", "Whitley", "Whitney", "Wiggins", "Wilcox",
    "Wilder", "Wiley", "Wilkerson", "Wilkins", "Wilkinson", "Willis", "Winters", "Wise", "Wolf", "Wolfe", "Wood", "Woodard", "Woods", "Wooten",
    "Wright", "Wyatt", "Yates", "York", "Young", "Zimmerman",
];

#[rustfmt::skip]
const SPANISH_GIVEN: &[&str] = &[
    "Abril", "Adrián", "Adriana", "Agustín", "Aitana", "Alejandra", "Alejandro", "Alma", "Amalia", "Ana", "Andrea", "Andrés", "Ángel", "Angélica",
    "Antonio", "Araceli", "Armando", "Arturo", "Beatriz", "Belén", "Benito", "Brenda", "Camila", "Carla", "Carlos", "Carmen", "Carolina", "Catalina",
    "Cecilia", "César", "Citlali", "Clara", "Claudia", "Cristian", "Cristina", "Cruz", "Dafne", "Dalia", "Daniela", "Danna", "Diana", "Diego",
    "Dulce", "Edgar", "Eduardo", "Elena", "Elías", "Elisa", "Eliseo", "Emiliano", "Emilio", "Emma", "Enrique", "Ernesto", "Esmeralda", "Esperanza",
    "Esteban", "Estela", "Ezequiel", "Fabiola", "Fátima", "Felipe", "Fernanda", "Fernando", "Francisco", "Gabriela", "Gael", "Gerardo", "Gilberto",
    "Gloria", "Gonzalo", "Graciela", "Guadalupe", "Guillermo", "Gustavo", "Héctor", "Hugo", "Ignacio", "Iker", "Inés", "Irene", "Isabel", "Isabela",
    "Iván", "Ixchel", "Jaime", "Javier", "Jazmín", "Jesús", "Jimena", "Joaquín", "Jorge", "José", "Josefina", "Juan", "Juana", "Julián", "Juliana",
    "Karina", "Laura", "Leonardo", "Leticia", "Liliana", "Lizbeth", "Lorena", "Lorenzo", "Lucía", "Luis", "Luisa", "Luna", "Manuel", "Marcela",
    "Marco", "Margarita", "María", "Mariana", "Mario", "Marisol", "Martín", "Mateo", "Matías", "Maximiliano", "Mayra", "Melissa", "Mercedes",
    "Miguel", "Miranda", "Mónica", "Nadia", "Natalia", "Nayeli", "Nicolás", "Noemí", "Norma", "Octavio", "Olga", "Omar", "Óscar", "Pablo", "Paloma",
    "Paola", "Patricia", "Paulina", "Pedro", "Perla", "Pilar", "Rafael", "Ramiro", "Ramón", "Raúl", "Regina", "Renata", "René", "Ricardo", "Roberto",
    "Rocío", "Rodrigo", "Rosa", "Rosario", "Rubén", "Salma", "Salvador", "Samuel", "Sandra", "Santiago", "Santos", "Sara", "Saúl", "Selena",
    "Sergio", "Silvia", "Sofía", "Sonia", "Susana", "Teresa", "Tomás", "Valentina", "Valeria", "Vanessa", "Verónica", "Vicente", "Víctor", "Ximena",
    "Yadira", "Yesenia", "Yolanda", "Zoé",
];

#[rustfmt::skip]
const SPANISH_FAMILY: &[&str] = &[
    "Acevedo", "Acosta", "Aguilar", "Aguirre", "Alarcón", "Alcántara", "Alfaro", "Almanza", "Alonso", "Alvarado", "Álvarez", "Amador", "Anaya",
    "Aparicio", "Aragón", "Aranda", "Arellano", "Arias", "Armenta", "Arredondo", "Arriaga", "Arroyo", "Ávalos", "Ávila", "Ayala", "Báez", "Ballesteros",
    "Banda", "Barajas", "Barragán", "Barrera", "Barrientos", "Barrios", "Bautista", "Becerra", "Beltrán", "Benavides", "Benítez", "Bermúdez", "Bernal",
    "Blanco", "Bonilla", "Bravo", "Briones", "Bustamante", "Bustos", "Caballero", "Cabrera", "Calderón", "Calvillo", "Camacho", "Camarillo", "Campos",
    "Cano", "Cantú", "Cárdenas", "Carmona", "Carranza", "Carrasco", "Carrillo", "Casas", "Castañeda", "Castellanos", "Castillo", "Castro", "Cavazos",
    "Ceballos", "Cedillo", "Centeno", "Cepeda", "Cervantes", "Chapa", "Chavarría", "Chávez", "Cisneros", "Colón", "Contreras", "Córdova", "Corona",
    "Coronado", "Correa", "Cortés", "Covarrubias", "Cruz", "Cuellar", "Cuevas", "Dávila", "de Jesús", "de la Cruz", "de la Fuente", "de la Garza",
    "de la Rosa", "de León", "de los Santos", "del Río", "del Toro", "Delgado", "Díaz", "Domínguez", "Duarte", "Durán", "Elizondo", "Enríquez",
    "Escamilla", "Escobar", "Escobedo", "Espinosa", "Espinoza", "Esquivel", "Estrada", "Fernández", "Fierro", "Figueroa", "Flores", "Franco", "Fuentes",
    "Galindo", "Gallardo", "Gallegos", "Galván", "Gámez", "García", "Garza", "Gaytán", "Godínez", "Gómez", "González", "Granados", "Guajardo",
    "Guerra", "Guerrero", "Guevara", "Gutiérrez", "Guzmán", "Heredia", "Hernández", "Herrera", "Hidalgo", "Hinojosa", "Huerta", "Hurtado", "Ibarra",
    "Jaimes", "Jaramillo", "Jasso", "Jiménez", "Juárez", "Lara", "Leal", "Ledesma", "Leyva", "Limón", "Lira", "Longoria", "López", "Lozano", "Lucero",
    "Luévano", "Lugo", "Luna", "Macías", "Madrigal", "Magaña", "Maldonado", "Manríquez", "Mares", "Marín", "Márquez", "Martínez", "Mata", "Mayorga",
    "Medina", "Medrano", "Mejía", "Meléndez", "Mendoza", "Mercado", "Meza", "Millán", "Mireles", "Molina", "Mondragón", "Montalvo", "Montaño", "Montemayor",
    "Montes", "Montoya", "Mora", "Morales", "Moreno", "Mosqueda", "Moya", "Munguía", "Muñiz", "Muñoz", "Murillo", "Nájera", "Naranjo", "Nava", "Navarrete",
    "Navarro", "Nieto", "Noriega", "Núñez", "Ocampo", "Ochoa", "Olivares", "Olivas", "Olvera", "Ontiveros", "Ordóñez", "Orozco", "Ortega", "Ortiz", "Osorio",
    "Pacheco", "Padilla", "Palacios", "Palomino", "Pantoja", "Paredes", "Parra", "Partida", "Pedraza", "Pelayo", "Peña", "Peralta", "Perea", "Pérez",
    "Pineda", "Plascencia", "Ponce", "Portillo", "Prado", "Preciado", "Puente", "Quezada", "Quintana", "Quintero", "Quiroga", "Ramírez", "Ramos", "Rangel",
    "Razo", "Rendón", "Renteria", "Resendez", "Reyes", "Reyna", "Reynoso", "Ríos", "Rivas", "Rivera", "Robledo", "Robles", "Rocha", "Rodarte", "Rodríguez",
    "Rojas", "Romero", "Romo", "Rosales", "Rosas", "Rubio", "Ruelas", "Ruiz", "Saavedra", "Sáenz", "Salas", "Salazar", "Salcedo", "Saldaña", "Saldívar",
    "Salgado", "Salinas", "Samaniego", "Sánchez", "Sandoval", "Santana", "Santiago", "Segovia", "Sepúlveda", "Serna", "Serrano", "Sierra", "Silva", "Solano",
    "Solís", "Soria", "Soto", "Suárez", "Tamayo", "Tapia", "Téllez", "Terán", "Tijerina", "Toledo", "Torres", "Tovar", "Treviño", "Trujillo", "Ureña",
    "Uribe", "Valadez", "Valdés", "Valdivia", "Valencia", "Valenzuela", "Valle", "Vallejo", "Vargas", "Vásquez", "Vázquez", "Vega", "Velasco", "Velázquez",
    "Vélez", "Venegas", "Vera", "Vidal", "Villa", "Villalobos", "Villanueva", "Villarreal", "Villegas", "Yáñez", "Ybarra", "Zamora", "Zapata", "Zaragoza",
    "Zavala", "Zepeda", "Zúñiga",
];

#[rustfmt::skip]
const AMERICAN_GIVEN: &[&str] = &[
    "Aaliyah", "Amari", "Amir", "Aniyah", "Asia", "Brielle", "Camryn", "Cedric", "Chanel", "Corey", "Dante", "Darius", "Darnell", "DeAndre", "Deja",
    "DeShawn", "Destiny", "Devon", "Dominique", "Ebony", "Elijah", "Essence", "Fabian", "Gianna", "Imani", "Isaiah", "Jada", "Jalen", "Jamal", "Janelle",
    "Jaylen", "Jazmine", "Jeremiah", "Josiah", "Kaden", "Kamari", "Kayden", "Keisha", "Kendrick", "Kiara", "Kobe", "Lamar", "LaToya", "Leilani", "London",
    "Malachi", "Malik", "Marcus", "Maya", "Messiah", "Micah", "Milan", "Monique", "Myles", "Nia", "Nyla", "Omari", "Paris", "Quincy", "Raven", "Sanaa",
    "Serenity", "Shanice", "Sierra", "Skylar", "Tamia", "Terrance", "Tiana", "Trinity", "Tyrone", "Xavier", "Zaire", "Zion", "Zuri",
];

#[rustfmt::skip]
const AMERICAN_FAMILY: &[&str] = &[
    "Banks", "Battle", "Benton", "Boone", "Booker", "Branch", "Broussard", "Bynum", "Charles", "Coles", "Darden", "Dorsey", "Easley", "Favors", "Fontenot",
    "Gaines", "Gentry", "Goins", "Guidry", "Hairston", "Hampton", "Harris", "Hester", "Hines", "Ivory", "Jackson", "Jefferson", "Jenkins", "Johnson", "Jones",
    "Joseph", "King", "Lacy", "Lewis", "Mayfield", "Mays", "McCoy", "McKnight", "Mosley", "Muhammad", "Nance", "Parker", "Pettway", "Pickett", "Pinkney",
    "Rawls", "Richardson", "Robinson", "Scott", "Singleton", "Spann", "Stokes", "Swain", "Taylor", "Thomas", "Toliver", "Townsend", "Vaughns", "Washington",
    "Whitlock", "Wilkes", "Williams", "Wilson", "Winston", "Witherspoon", "Womack", "Woodson", "Yancey",
];

#[rustfmt::skip]
const VIETNAMESE_GIVEN: &[&str] = &[
    "An", "Anh", "Bảo", "Bích", "Châu", "Chi", "Cường", "Đạt", "Diệu", "Đức", "Dũng", "Duy", "Giang", "Hạnh", "Hải", "Hân", "Hiếu", "Hoa", "Hoàng", "Huệ", "Hùng",
    "Hương", "Huy", "Khánh", "Khoa", "Kiệt", "Kim", "Lan", "Liên", "Linh", "Long", "Mai", "Minh", "My", "Nam", "Ngân", "Ngọc", "Nhi", "Như", "Phong", "Phúc", "Phương",
    "Quân", "Quang", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thành", "Thịnh", "Thu", "Thúy", "Tiên", "Trâm", "Trang", "Trinh", "Trúc", "Tuấn", "Tường", "Tuyết", "Uyên", "Vân", "Việt",
    "Vy", "Yến",
];

#[rustfmt::skip]
const VIETNAMESE_FAMILY: &[&str] = &[
    "Bùi", "Cao", "Châu", "Đặng", "Đinh", "Đỗ", "Đoàn", "Dương", "Hồ", "Hoàng", "Huỳnh", "Lâm", "Lê", "Lương", "Lý", "Mai", "Ngô", "Nguyễn", "Phạm", "Phan", "Phùng", "Quách",
    "Tạ", "Thái", "Tô", "Trần", "Triệu", "Trịnh", "Trương", "Võ", "Vũ", "Vương",
];

#[rustfmt::skip]
const INDIAN_GIVEN: &[&str] = &[
    "Aadhya", "Aarav", "Aditi", "Aditya", "Akash", "Amit", "Ananya", "Anika", "Anjali", "Arjun", "Arnav", "Avni", "Deepa", "Dev", "Dhruv", "Divya", "Diya", "Gaurav", "Gita", "Harini",
    "Isha", "Ishaan", "Jaya", "Kabir", "Kavya", "Kiran", "Krishna", "Lakshmi", "Meera", "Mohan", "Myra", "Neha", "Nikhil", "Nisha", "Pooja", "Pranav", "Priya", "Rahul", "Raj", "Riya",
    "Rohan", "Saanvi", "Sanjay", "Sarita", "Shreya", "Siddharth", "Sneha", "Suresh", "Tanvi", "Tara", "Uma", "Varun", "Vihaan", "Vikram", "Vivek", "Zara",
];

#[rustfmt::skip]
const INDIAN_FAMILY: &[&str] = &[
    "Agarwal", "Bajaj", "Banerjee", "Bhat", "Chakraborty", "Chatterjee", "Chopra", "Das", "Desai", "Deshpande", "Dutta", "Gandhi", "Ghosh", "Goel", "Gupta", "Iyer", "Jain", "Joshi",
    "Kapoor", "Kaur", "Khanna", "Krishnan", "Kulkarni", "Kumar", "Malhotra", "Mehta", "Menon", "Mishra", "Mukherjee", "Nair", "Narayan", "Pandey", "Parekh", "Patel", "Pillai",
    "Prasad", "Raman", "Rao", "Reddy", "Saxena", "Sengupta", "Shah", "Sharma", "Shetty", "Singh", "Srinivasan", "Subramanian", "Thakur", "Trivedi", "Varma", "Venkataraman", "Verma",
];

#[rustfmt::skip]
const CHINESE_GIVEN: &[&str] = &[
    "Bo", "Chen", "Daeun", "Emi", "Eunji", "Fang", "Haruto", "Hana", "Hao", "Hui", "Hyun", "Jae", "Jia", "Jian", "Jie", "Jin", "Jing", "Jisoo", "Jun", "Kai", "Kenji", "Lei", "Li", "Lin", "Ling",
    "Mei", "Mina", "Ming", "Minjun", "Minseo", "Na", "Naoki", "Ping", "Qiang", "Qing", "Ren", "Rui", "Sakura", "Seojun", "Shan", "Soyeon", "Sora", "Tao", "Wei", "Wen", "Xia", "Xiang",
    "Xin", "Xiu", "Yan", "Yang", "Ying", "Yong", "Yu", "Yuki", "Yuna", "Yun", "Zhen", "Zhi",
];

#[rustfmt::skip]
const CHINESE_FAMILY: &[&str] = &[
    "Bae", "Cai", "Chan", "Chang", "Chen", "Cheng", "Cho", "Choi", "Chung", "Deng", "Feng", "Fong", "Fujimoto", "Gao", "Guo", "Han", "Hayashi", "He", "Hong", "Hu", "Huang", "Ito", "Jang",
    "Jiang", "Jung", "Kang", "Kim", "Kwon", "Lee", "Leung", "Li", "Liang", "Lim", "Lin", "Liu", "Lu", "Ma", "Matsumoto", "Nakamura", "Ng", "Oh", "Pan", "Sato", "Shin", "Song", "Sun",
    "Suzuki", "Tanaka", "Tang", "Tsai", "Wang", "Watanabe", "Wong", "Wu", "Xie", "Xu", "Yamamoto", "Yang", "Yi", "Yoon", "Yu", "Zhang", "Zhao", "Zheng", "Zhou", "Zhu",
];

#[rustfmt::skip]
const ARABIC_GIVEN: &[&str] = &[
    "Abdullah", "Ahmad", "Aisha", "Ali", "Amina", "Amira", "Asma", "Ayesha", "Azra", "Bilal", "Dalal", "Emre", "Farah", "Farid", "Fatima", "Habib", "Hadi", "Hamza", "Hana", "Hassan", "Huda",
    "Hussein", "Ibrahim", "Idris", "İpek", "Jamila", "Karim", "Khadija", "Khalid", "Layla", "Leyla", "Mahmoud", "Malak", "Mariam", "Mohammed", "Mustafa", "Nadia", "Noor", "Omar", "Rami",
    "Rania", "Reza", "Salma", "Samir", "Sana", "Şule", "Tariq", "Yara", "Yasmin", "Youssef", "Yusuf", "Zahra", "Zainab",
];

#[rustfmt::skip]
const ARABIC_FAMILY: &[&str] = &[
    "Abbas", "Abdi", "Ahmadi", "Ahmed", "Akhtar", "al-Amin", "al-Hassan", "Ali", "Aydın", "Aziz", "Barakat", "Bashir", "Çelik", "Chaudhry", "Darwish", "Demir", "Doğan", "El-Sayed", "Fakhoury",
    "Farouk", "Haddad", "Hakimi", "Hamdan", "Hashemi", "Hussain", "Iqbal", "Jaber", "Kaplan", "Karimi", "Khalil", "Khan", "Khoury", "Malik", "Mansour", "Mahmood", "Mirza", "Nasser", "Öztürk",
    "Qureshi", "Rahman", "Rashid", "Saleh", "Şahin", "Shaikh", "Siddiqui", "Sultan", "Yıldız", "Yılmaz", "Yousef", "Zaman",
];

#[rustfmt::skip]
const SLAVIC_GIVEN: &[&str] = &[
    "Agnieszka", "Aleksander", "Anastasia", "Anton", "Bartosz", "Boris", "Cezary", "Dariusz", "Dmitri", "Dominik", "Ewa", "Filip", "Grzegorz", "Halina", "Igor", "Irina", "Ivana", "Jadwiga",
    "Jakub", "Jerzy", "Jiří", "Kaja", "Kamil", "Katarzyna", "Krzysztof", "Lena", "Łucja", "Łukasz", "Maciej", "Małgorzata", "Marek", "Marta", "Mikołaj", "Milena", "Nadia", "Natalia", "Oksana",
    "Oleg", "Paweł", "Piotr", "Radek", "Roman", "Sergei", "Stanisław", "Svetlana", "Tadeusz", "Tatiana", "Tomasz", "Vera", "Wojciech", "Yuri", "Zofia", "Zuzanna",
];

#[rustfmt::skip]
const SLAVIC_FAMILY: &[&str] = &[
    "Babić", "Baran", "Bielski", "Bondarenko", "Červenka", "Dąbrowski", "Dragović", "Dudek", "Dvořák", "Gajewski", "Głowacki", "Górski", "Hájek", "Horvat", "Ivanov", "Jankowski", "Kamiński",
    "Kováč", "Kovalenko", "Kowalczyk", "Kowalski", "Krawczyk", "Kuznetsov", "Lewandowski", "Łuczak", "Malinowski", "Marković", "Mazur", "Melnyk", "Nikolić", "Novák", "Nowak", "Ostrowski",
    "Pavlović", "Pawlak", "Petrov", "Piątek", "Popov", "Przybylski", "Šimić", "Shevchenko", "Sikora", "Sokolov", "Stępień", "Szczepański", "Szymański", "Volkov", "Wiśniewski", "Wójcik",
    "Wróbel", "Zając", "Zieliński",
];

#[rustfmt::skip]
const AFRICAN_GIVEN: &[&str] = &[
    "Abebe", "Abena", "Ada", "Adaeze", "Ade", "Adjoa", "Akua", "Amara", "Amadi", "Ayodele", "Babajide", "Chiamaka", "Chidi", "Chinedu", "Chioma", "Dawit", "Ebele", "Efua", "Eleni", "Emeka",
    "Folake", "Funmi", "Ifeoma", "Ikenna", "Kofi", "Kwame", "Kwesi", "Mekdes", "Ngozi", "Nkechi", "Obinna", "Olumide", "Oluwaseun", "Selam", "Temitope", "Tesfaye", "Tola", "Uche", "Yaa", "Yohannes",
    "Zola",
];

#[rustfmt::skip]
const AFRICAN_FAMILY: &[&str] = &[
    "Abara", "Adebayo", "Adeyemi", "Afolabi", "Agyeman", "Akintola", "Alemu", "Amoah", "Ankrah", "Asante", "Ayele", "Balogun", "Bekele", "Boateng", "Chukwu", "Danso", "Diallo", "Eze", "Fofanah",
    "Gebremariam", "Haile", "Igwe", "Kamara", "Kebede", "Mbeki", "Mensah", "Moyo", "Mwangi", "Ndiaye", "Nwosu", "Obi", "Odukoya", "Ofori", "Okafor", "Okeke", "Okonkwo", "Olawale", "Oluwaseyi", "Onyango",
    "Osei", "Owusu", "Sesay", "Tadesse", "Tesfaye", "Toure", "Traoré", "Uzoma", "Wanjiru", "Yeboah",
];

#[rustfmt::skip]
const NORTHERN_GIVEN: &[&str] = &[
    "Aoife", "Åsa", "Astrid", "Bjørn", "Ciarán", "Élodie", "Eoin", "Erik", "François", "Freja", "Gaëlle", "Greta", "Gunnar", "Hélène", "Henrik", "Ingrid", "Jürgen", "Kaspar", "Kjell", "Klaus", "Lars",
    "Liesel", "Lorelei", "Maarten", "Maëlle", "Magnus", "Margaux", "Matthias", "Niamh", "Niels", "Nils", "Noëlle", "Oisín", "Pádraig", "Petra", "Pieter", "Rémi", "Saoirse", "Siobhán", "Solveig", "Søren",
    "Stéphane", "Sven", "Thibault", "Thérèse", "Ulrich", "Yvonne",
];

#[rustfmt::skip]
const NORTHERN_FAMILY: &[&str] = &[
    "Andersson", "Bäcker", "Bergström", "Björnsson", "Böhm", "Boucher", "Brandt", "Bruns", "Byrne", "Chevalier", "D'Amico", "D'Angelo", "de Vries", "Desrosiers", "Dijkstra", "Esposito", "Fischer",
    "Gagné", "Gauthier", "Größmann", "Haugen", "Hébert", "Jäger", "Kjær", "Köhler", "Lefèvre", "Lindqvist", "MacGregor", "Mäkinen", "Müller", "Nguyen-Roth", "Nygård", "O'Brien", "O'Connell", "O'Hara",
    "O'Neill", "O'Shaughnessy", "Ó Briain", "Østergaard", "Pelletier", "Romano", "Schäfer", "Schröder", "Sjöberg", "Smith-Jones", "Søndergaard", "St. Claire", "Thériault", "van den Berg", "van der Meer",
    "von Braun", "Weiß", "Zürcher",
];
