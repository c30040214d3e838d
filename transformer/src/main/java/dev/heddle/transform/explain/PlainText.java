package dev.heddle.transform.explain;

import dev.heddle.transform.explain.Machine.Cause;
import dev.heddle.transform.explain.Machine.Way;
import dev.heddle.transform.source.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes explanations as text. Used once. */
final class PlainText {
    private final Explanations told;
    private final StringBuilder out = new StringBuilder();

    PlainText(Explanations told) {
        this.told = told;
    }

    String all() {
        overview();
        for (MethodExplanation method : told.methods()) {
            line("");
            line("bytecode of " + method.title());
            listing(method.before());
            method.after().forEach(this::listing);
        }
        return out.toString();
    }

    String overview() {
        line("What weaving does to " + told.title());
        line(told.summary());
        told.notes().forEach(note -> line("note: " + note));
        for (String problem : told.problems()) {
            line("");
            problem.lines().forEach(this::line);
        }
        if (!told.methods().isEmpty()) {
            line("");
            sizes();
            told.methods().forEach(this::method);
        }
        return out.toString();
    }

    private void sizes() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("frame", "slots", "states", "method", ""));
        for (MethodExplanation method : told.byFrameSize()) {
            rows.add(List.of(
                    method.frame().bytes() + " bytes",
                    String.valueOf(method.frame().slots().size()),
                    String.valueOf(method.suspensions().size()),
                    method.title(),
                    place(method)));
        }
        table("", rows);
    }

    private void method(MethodExplanation method) {
        line("");
        line("async " + method.title() + ": " + method.result() + "   " + place(method));
        line("  frame " + method.frame().bytes() + " bytes, bytecode "
                + method.before().bytes() + " bytes, woven " + method.bytesAfter() + " bytes");
        source(method);
        line("");
        List<List<String>> slots = new ArrayList<>();
        for (FrameSize.Field slot : method.frame().slots()) {
            slots.add(List.of(slot.name(), slot.type(), slot.bytes() + " bytes", slot.values()));
        }
        table("  ", slots);
        for (Point point : method.points()) {
            point(point, method);
        }
    }

    private void source(MethodExplanation method) {
        Snippet source = method.source();
        if (source.lines().isEmpty()) {
            return;
        }
        line("");
        List<String> marks = new ArrayList<>();
        for (int number = source.first(); number <= source.last(); number++) {
            int at = number;
            marks.add(method.points().stream()
                    .filter(point -> point.kind() != Point.Kind.ENTRY && point.line() == at)
                    .map(Point::mark)
                    .collect(Collectors.joining(" ")));
        }
        int width = marks.stream().mapToInt(String::length).max().orElse(0);
        int digits = String.valueOf(source.last()).length();
        for (int i = 0; i < marks.size(); i++) {
            String number = String.valueOf(source.first() + i);
            line("  " + " ".repeat(width - marks.get(i).length()) + marks.get(i) + "  "
                    + " ".repeat(digits - number.length()) + number + " | "
                    + source.lines().get(i));
        }
    }

    private void point(Point point, MethodExplanation method) {
        line("");
        String state = point.kind() == Point.Kind.TAIL ? "tail" : "state " + point.state();
        String what =
                point.kind() == Point.Kind.TAIL ? "" : "   " + point.kind().word();
        String line = point.line() == 0 ? "" : "   line " + point.line();
        line("  " + state + what + line + (point.target().isEmpty() ? "" : "   " + point.target()));
        line("    " + point.reason());
        List<List<String>> rows = new ArrayList<>();
        for (Point.Kept kept : point.kept()) {
            rows.add(List.of(kept.slot().isEmpty() ? "-" : kept.slot(), kept.type(), kept.value(), kept.reason()));
        }
        table("    ", rows);
        if (point.kind() != Point.Kind.TAIL) {
            ways(method.machine(), point);
        }
    }

    private void ways(Machine machine, Point point) {
        if (machine.ways().isEmpty()) {
            return;
        }
        List<Way> run = machine.from(point.state(), Cause.RUN);
        List<Way> failure = machine.from(point.state(), Cause.FAILURE);
        String separator = run.isEmpty() || failure.isEmpty() ? "" : "; ";
        String afterFailure = failure.isEmpty() ? "" : "after a failure " + targets(failure);
        String left = run.isEmpty() && failure.isEmpty() ? Machine.LEFT : "";
        line("    then " + targets(run) + separator + afterFailure + left);
    }

    private static String targets(List<Way> ways) {
        return ways.stream()
                .map(way -> way.to() == Machine.END ? "the end" : String.valueOf(way.to()))
                .collect(Collectors.joining(", "));
    }

    private void listing(Listing listing) {
        line("");
        line("  " + listing.title() + ", " + listing.bytes() + " bytes");
        listing.lines().forEach(each -> line("    " + each));
    }

    private static String place(MethodExplanation method) {
        return method.line() == 0 ? method.file() : method.file() + ":" + method.line();
    }

    /** Columns padded to their widest cell, three blanks apart. */
    private void table(String indent, List<List<String>> rows) {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                text.append(cell).append(" ".repeat(widths[column] - cell.length() + 3));
            }
            line(text.toString());
        }
    }

    private void line(String text) {
        out.append(Printable.of(text).stripTrailing()).append('\n');
    }
}
