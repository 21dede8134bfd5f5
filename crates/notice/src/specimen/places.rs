//! Places where invented people live: real towns with the first three digits of their ZIP codes, and streets that do not exist.

/// A town: state, name, first three digits of its ZIP codes.
pub(super) struct Town(pub &'static str, pub &'static str, pub u16);

/// Share of each jurisdiction, as people in a list of [`SHARES_TOTAL`]. Texas comes first since most rows are there.
/// `ZZ` stands for addresses abroad.
#[rustfmt::skip]
pub(super) const SHARES: &[(&str, u64)] = &[
    ("TX", 95_211), ("OK", 5_900), ("LA", 5_350), ("NM", 4_800), ("AR", 3_600), ("CA", 3_350), ("FL", 2_450), ("CO", 1_950), ("GA", 1_250), ("AZ", 1_220),
    ("TN", 980), ("NC", 930), ("VA", 860), ("IL", 830), ("NY", 790), ("WA", 740), ("MO", 720), ("KS", 700), ("PA", 560), ("OH", 540), ("MI", 480), ("NV", 450),
    ("AL", 440), ("MS", 430), ("SC", 420), ("UT", 410), ("OR", 390), ("MD", 380), ("IN", 370), ("NJ", 350), ("MA", 340), ("MN", 320), ("WI", 290), ("KY", 280),
    ("IA", 220), ("NE", 210), ("CT", 180), ("ID", 170), ("HI", 120), ("MT", 100), ("AK", 95), ("SD", 85), ("ND", 80), ("WY", 78), ("WV", 72), ("DC", 70),
    ("NH", 62), ("RI", 55), ("DE", 48), ("VT", 31), ("ME", 9), ("PR", 96), ("GU", 14), ("VI", 11), ("AS", 4), ("MP", 5), ("AE", 74), ("AP", 58), ("AA", 8),
    ("ZZ", 85),
];

/// Sum of the shares: the size of the list for which they are exact.
pub(super) const SHARES_TOTAL: u64 = 140_121;

/// Towns abroad: name, region, postal code, country as the list writes it.
pub(super) const ABROAD: &[(&str, &str, &str, &str)] = &[
    ("Monterrey", "Nuevo León", "64000", "Mexico"),
    ("Nuevo Laredo", "Tamaulipas", "88000", "Mexico"),
    ("Ciudad Juárez", "Chihuahua", "32000", "Mexico"),
    ("Saltillo", "Coahuila", "25000", "Mexico"),
    ("Guadalajara", "Jalisco", "44100", "Mexico"),
    ("Piedras Negras", "Coahuila", "26000", "Mexico"),
    ("Toronto", "ON", "M5V 2T6", "Canada"),
    ("Calgary", "AB", "T2P 1J9", "Canada"),
    ("Vancouver", "BC", "V6B 1A1", "Canada"),
];

/// Puerto Rican urbanizations (invented).
pub(super) const URBANIZATIONS: &[&str] = &[
    "URB Las Invenciones",
    "URB Villa Ejemplo",
    "URB Brisas del Papel",
    "EXT Jardines de Tinta",
    "URB Monte Imaginado",
];

/// First words of street names.
#[rustfmt::skip]
pub(super) const STREET_FIRST: &[&str] = &[
    "Amberly", "Antler", "Barley", "Bittern", "Blue Heron", "Brindle", "Buckeye", "Calico", "Canyon", "Cattail", "Cedar", "Chaparral", "Cicada", "Cinder", "Copperleaf", "Cottonwood", "Coyote", "Crane",
    "Creekside", "Dogwood", "Dove", "Elderberry", "Fable", "Falcon", "Feather", "Fern", "Flint", "Foxglove", "Gable", "Granite", "Harvest", "Hawthorn", "Heather", "Hickory", "Hidden", "Invented", "Ivory",
    "Juniper", "Kestrel", "Lantern", "Larkspur", "Limestone", "Live Oak", "Lone Star", "Mallow", "Marigold", "Meadow", "Mesquite", "Mill", "Mockingbird", "Mossy", "Mustang", "Old Paper", "Orchard", "Owl",
    "Palmetto", "Pebble", "Pecan", "Pepperbush", "Persimmon", "Pinecone", "Plover", "Prairie", "Quail", "Quillback", "Redbud", "Ridge", "Saddle", "Sage", "Sandpiper", "Silver", "Sparrow", "Spring", "Storybook",
    "Sumac", "Sundance", "Sycamore", "Tall Grass", "Teal", "Thistle", "Thrush", "Timber", "Tumbleweed", "Velvet", "Walnut", "Whistling", "Wild Plum", "Willow", "Windmill", "Wren", "Yarrow", "Yellowbell",
];

/// Second words of street names.
#[rustfmt::skip]
pub(super) const STREET_SECOND: &[&str] = &[
    "Bend", "Bluff", "Branch", "Bridge", "Brook", "Canyon", "Chase", "Creek", "Crossing", "Dale", "Falls", "Field", "Ford", "Forest", "Glen", "Grove", "Hill", "Hollow", "Knoll", "Lake", "Landing", "Meadow",
    "Mill", "Park", "Pass", "Point", "Pond", "Ridge", "Rock", "Run", "Shadow", "Spring", "Stone", "Terrace", "Trace", "Valley", "View", "Vista", "Well", "Wood",
];

/// Kinds of street.
pub(super) const STREET_KIND: &[&str] =
    &["Dr", "St", "Ln", "Rd", "Ave", "Ct", "Way", "Trl", "Cir", "Blvd", "Pl", "Street", "Drive", "Lane"];

/// The towns; a state may have several, each with one prefix. Military rows name the kind of post office.
#[rustfmt::skip]
pub(super) const TOWNS: &[Town] = &[
    Town("TX", "Austin", 787), Town("TX", "Austin", 787), Town("TX", "Austin", 787), Town("TX", "Round Rock", 786), Town("TX", "Cedar Park", 786), Town("TX", "Georgetown", 786), Town("TX", "San Marcos", 786),
    Town("TX", "Kyle", 786), Town("TX", "Leander", 786), Town("TX", "Dripping Springs", 786), Town("TX", "San Antonio", 782), Town("TX", "San Antonio", 782), Town("TX", "New Braunfels", 781), Town("TX", "Seguin", 781),
    Town("TX", "Houston", 770), Town("TX", "Houston", 770), Town("TX", "Katy", 774), Town("TX", "Sugar Land", 774), Town("TX", "Pearland", 775), Town("TX", "The Woodlands", 773), Town("TX", "Conroe", 773),
    Town("TX", "Dallas", 752), Town("TX", "Dallas", 752), Town("TX", "Plano", 750), Town("TX", "Frisco", 750), Town("TX", "McKinney", 750), Town("TX", "Irving", 750), Town("TX", "Garland", 750),
    Town("TX", "Fort Worth", 761), Town("TX", "Arlington", 760), Town("TX", "Denton", 762), Town("TX", "Waco", 767), Town("TX", "Temple", 765), Town("TX", "Killeen", 765), Town("TX", "College Station", 778),
    Town("TX", "Tyler", 757), Town("TX", "Longview", 756), Town("TX", "Beaumont", 777), Town("TX", "Victoria", 779), Town("TX", "Corpus Christi", 784), Town("TX", "Laredo", 780), Town("TX", "McAllen", 785),
    Town("TX", "Brownsville", 785), Town("TX", "Harlingen", 785), Town("TX", "Abilene", 796), Town("TX", "Amarillo", 791), Town("TX", "Lubbock", 794), Town("TX", "Midland", 797), Town("TX", "Odessa", 797),
    Town("TX", "El Paso", 799), Town("TX", "Wichita Falls", 763), Town("TX", "San Angelo", 769), Town("TX", "Fredericksburg", 786), Town("TX", "Kerrville", 780),
    Town("AL", "Birmingham", 352), Town("AL", "Mobile", 366), Town("AL", "Huntsville", 358), Town("AK", "Anchorage", 995), Town("AK", "Fairbanks", 997), Town("AK", "Juneau", 998),
    Town("AZ", "Phoenix", 850), Town("AZ", "Tucson", 857), Town("AZ", "Flagstaff", 860), Town("AR", "Little Rock", 722), Town("AR", "Texarkana", 718), Town("AR", "Fayetteville", 727),
    Town("CA", "Los Angeles", 900), Town("CA", "San Diego", 921), Town("CA", "Sacramento", 958), Town("CA", "San Jose", 951), Town("CA", "Fresno", 937), Town("CO", "Denver", 802), Town("CO", "Colorado Springs", 809),
    Town("CO", "Fort Collins", 805), Town("CT", "Hartford", 61), Town("CT", "New Haven", 65), Town("DC", "Washington", 200), Town("DE", "Wilmington", 198), Town("DE", "Dover", 199), Town("FL", "Miami", 331),
    Town("FL", "Tampa", 336), Town("FL", "Orlando", 328), Town("FL", "Jacksonville", 322), Town("GA", "Atlanta", 303), Town("GA", "Savannah", 314), Town("GA", "Augusta", 309), Town("HI", "Honolulu", 968),
    Town("HI", "Hilo", 967), Town("IA", "Des Moines", 503), Town("IA", "Cedar Rapids", 524), Town("ID", "Boise", 837), Town("ID", "Pocatello", 832), Town("IL", "Chicago", 606), Town("IL", "Springfield", 627),
    Town("IL", "Peoria", 616), Town("IN", "Indianapolis", 462), Town("IN", "Fort Wayne", 468), Town("KS", "Wichita", 672), Town("KS", "Topeka", 666), Town("KY", "Louisville", 402), Town("KY", "Lexington", 405),
    Town("LA", "New Orleans", 701), Town("LA", "Baton Rouge", 708), Town("LA", "Shreveport", 711), Town("LA", "Lake Charles", 706), Town("MA", "Boston", 21), Town("MA", "Worcester", 16), Town("MA", "Springfield", 11),
    Town("MD", "Baltimore", 212), Town("MD", "Rockville", 208), Town("MD", "Annapolis", 214), Town("ME", "Portland", 41), Town("ME", "Bangor", 44), Town("MI", "Detroit", 482), Town("MI", "Grand Rapids", 495),
    Town("MI", "Lansing", 489), Town("MN", "Minneapolis", 554), Town("MN", "Duluth", 558), Town("MO", "Kansas City", 641), Town("MO", "Saint Louis", 631), Town("MO", "Springfield", 658), Town("MS", "Jackson", 392),
    Town("MS", "Gulfport", 395), Town("MT", "Billings", 591), Town("MT", "Missoula", 598), Town("NC", "Charlotte", 282), Town("NC", "Raleigh", 276), Town("NC", "Asheville", 288), Town("ND", "Fargo", 581),
    Town("ND", "Bismarck", 585), Town("NE", "Omaha", 681), Town("NE", "Lincoln", 685), Town("NH", "Manchester", 31), Town("NH", "Concord", 33), Town("NJ", "Newark", 71), Town("NJ", "Trenton", 86),
    Town("NJ", "Camden", 81), Town("NM", "Albuquerque", 871), Town("NM", "Las Cruces", 880), Town("NM", "Santa Fe", 875), Town("NM", "Roswell", 882), Town("NV", "Las Vegas", 891), Town("NV", "Reno", 895),
    Town("NY", "New York", 100), Town("NY", "Brooklyn", 112), Town("NY", "Albany", 122), Town("NY", "Buffalo", 142), Town("OH", "Columbus", 432), Town("OH", "Cleveland", 441), Town("OH", "Cincinnati", 452),
    Town("OK", "Oklahoma City", 731), Town("OK", "Tulsa", 741), Town("OK", "Lawton", 735), Town("OK", "Durant", 747), Town("OR", "Portland", 972), Town("OR", "Eugene", 974), Town("OR", "Bend", 977),
    Town("PA", "Philadelphia", 191), Town("PA", "Pittsburgh", 152), Town("PA", "Harrisburg", 171), Town("RI", "Providence", 29), Town("RI", "Warwick", 28), Town("SC", "Columbia", 292), Town("SC", "Charleston", 294),
    Town("SD", "Sioux Falls", 571), Town("SD", "Rapid City", 577), Town("TN", "Nashville", 372), Town("TN", "Memphis", 381), Town("TN", "Knoxville", 379), Town("UT", "Salt Lake City", 841), Town("UT", "Provo", 846),
    Town("VA", "Richmond", 232), Town("VA", "Norfolk", 235), Town("VA", "Arlington", 222), Town("VT", "Burlington", 54), Town("VT", "Montpelier", 56), Town("WA", "Seattle", 981), Town("WA", "Spokane", 992),
    Town("WA", "Tacoma", 984), Town("WI", "Milwaukee", 532), Town("WI", "Madison", 537), Town("WV", "Charleston", 253), Town("WV", "Morgantown", 265), Town("WY", "Cheyenne", 820), Town("WY", "Casper", 826),
    Town("PR", "San Juan", 9), Town("PR", "Ponce", 7), Town("PR", "Arecibo", 6), Town("GU", "Hagatna", 969), Town("VI", "Charlotte Amalie", 8), Town("VI", "Christiansted", 8), Town("AS", "Pago Pago", 967),
    Town("MP", "Saipan", 969), Town("AA", "APO", 340), Town("AA", "DPO", 340), Town("AE", "APO", 90), Town("AE", "APO", 94), Town("AE", "FPO", 95), Town("AE", "DPO", 98), Town("AP", "APO", 962), Town("AP", "FPO", 963),
    Town("AP", "APO", 965),
];
