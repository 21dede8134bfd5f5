import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDFs with veraPDF: {@code VeraCheck 2a,ua1 FILE...}. Ends with 1 where a file breaks a rule. */
public final class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean clean = true;
        for (int n = 1; n < arguments.length; n++) {
            for (String flavour : arguments[0].split(",")) {
                clean &= check(arguments[n], PDFAFlavour.fromString(flavour));
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean check(String file, PDFAFlavour flavour) throws Exception {
        try (FileInputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s: %s, %d assertions%n", file, flavour.getId(),
                    result.isCompliant() ? "clean" : "BROKEN", result.getTotalAssertions());
            Map<String, Integer> broken = new TreeMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                    broken.merge(rule + " " + found.getMessage(), 1, Integer::sum);
                }
            }
            broken.forEach((rule, times) -> System.out.println("  " + times + " x " + rule));
            return result.isCompliant();
        }
    }
}
