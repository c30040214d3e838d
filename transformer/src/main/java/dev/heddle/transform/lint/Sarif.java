package dev.heddle.transform.lint;

import dev.heddle.transform.Baseline;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.source.Printable;
import dev.heddle.transform.source.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). Stateless. */
public final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /**
     * The text of a file with one run.
     *
     * @param sources where columns are looked for
     * @param location path of a source file, with slashes and relative to the root of the project, by its path as far as the
     *     class file tells
     */
    public static String of(List<Diagnostic> findings, SourceFiles sources, UnaryOperator<String> location) {
        List<Rule> rules = List.of(Rule.values());
        Map<String, Integer> repeated = new HashMap<>();
        List<Object> results = new ArrayList<>();
        for (Diagnostic finding : findings) {
            int turn = repeated.merge(Baseline.line(finding), 1, Integer::sum);
            results.add(result(finding, sources, location, turn));
        }
        return Json.text(object(
                        "$schema",
                        SCHEMA,
                        "version",
                        "2.1.0",
                        "runs",
                        List.of(object(
                                "tool",
                                object("driver", driver(rules)),
                                "columnKind",
                                "utf16CodeUnits",
                                "results",
                                results))))
                + "\n";
    }

    private static Object driver(List<Rule> rules) {
        return object(
                "name", "Heddle",
                "version", Weaver.version(),
                "rules", rules.stream().map(Sarif::rule).toList());
    }

    private static Object rule(Rule rule) {
        return object(
                "id", rule.code(),
                "name", camelCase(rule.name()),
                "defaultConfiguration", object("level", level(rule.severity())));
    }

    private static Object result(Diagnostic finding, SourceFiles sources, UnaryOperator<String> location, int turn) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.code());
        Rule.of(finding.code()).ifPresent(rule -> result.put("ruleIndex", rule.ordinal()));
        result.put("level", level(finding.severity()));
        result.put("message", object("text", text(finding)));
        result.put("locations", List.of(place(finding, sources, location)));
        List<Object> others = finding.labels().others().stream()
                .map(label -> other(finding, label, sources, location))
                .toList();
        if (!others.isEmpty()) {
            result.put("relatedLocations", others);
        }
        result.put("partialFingerprints", object("heddle/v1", Baseline.line(finding) + " " + turn));
        return result;
    }

    private static String text(Diagnostic finding) {
        StringBuilder text = new StringBuilder(Printable.of(finding.message()));
        finding.notes().forEach(note -> text.append("\n").append(Printable.of(note)));
        if (finding.help() != null) {
            text.append("\n").append(Printable.of(finding.help()));
        }
        return text.toString();
    }

    private static Object place(Diagnostic finding, SourceFiles sources, UnaryOperator<String> location) {
        Map<String, Object> physical = physical(finding, location);
        if (finding.place().line() > 0) {
            Map<String, Object> region = new LinkedHashMap<>();
            region.put("startLine", finding.place().line());
            finding.column(sources).ifPresent(column -> region.put("startColumn", column + 1));
            physical.put("region", region);
        }
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("physicalLocation", physical);
        if (!finding.place().method().isEmpty()) {
            place.put(
                    "logicalLocations",
                    List.of(object(
                            "fullyQualifiedName", Printable.of(finding.place().method()), "kind", "function")));
        }
        String here = finding.labels().here();
        if (here != null) {
            place.put("message", object("text", Printable.of(here)));
        }
        return place;
    }

    /** The place of a label, in the file of the finding. */
    private static Object other(Diagnostic finding, Label label, SourceFiles sources, UnaryOperator<String> location) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", label.line());
        Words.findWithArguments(sources.lines(finding.place().file()), label.line(), label.word())
                .ifPresent(span -> {
                    region.put("startColumn", span.column() + 1);
                    region.put("endColumn", span.end() + 1);
                });
        Map<String, Object> physical = physical(finding, location);
        physical.put("region", region);
        return object("physicalLocation", physical, "message", object("text", Printable.of(label.text())));
    }

    private static Map<String, Object> physical(Diagnostic finding, UnaryOperator<String> location) {
        return object(
                "artifactLocation",
                object("uri", encoded(location.apply(finding.place().file()))));
    }

    private static String level(Severity severity) {
        return severity == Severity.INFO ? "note" : severity.word();
    }

    /** A path as a relative URI (RFC 3986). */
    private static String encoded(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char sign = (char) (each & 0xFF);
            boolean plain = sign < 0x80 && (Character.isLetterOrDigit(sign) || "/-._~$!@()+,=".indexOf(sign) >= 0);
            uri.append(plain ? String.valueOf(sign) : "%%%02X".formatted((int) sign));
        }
        return uri.toString();
    }

    private static String camelCase(String constant) {
        return List.of(constant.split("_")).stream()
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** Keys and values in turn. */
    private static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int index = 0; index < members.length; index += 2) {
            object.put((String) members[index], members[index + 1]);
        }
        return object;
    }
}
