package dev.heddle.transform.explain;

import dev.heddle.transform.explain.Machine.Cause;
import dev.heddle.transform.explain.Machine.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes explanations as one HTML page without scripts, which refers to nothing but itself. Used once. */
final class Page {
    /** Browsers are told as well that nothing is to be loaded or run. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final Explanations told;
    private final Markup page = new Markup();

    /** Names in the page do not come from the program, so that they cannot clash or be anything but names. */
    private final Map<MethodExplanation, String> ids = new IdentityHashMap<>();

    Page(Explanations told) {
        this.told = told;
        told.methods().forEach(method -> ids.put(method, "m" + (ids.size() + 1)));
    }

    String html() {
        page.raw("<!DOCTYPE html>\n");
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", "What weaving does to " + told.title());
        page.open("style").raw(css()).close().close().newLine();
        page.open("body").open("main");
        page.open("h1")
                .text("What weaving does to ")
                .element("code", told.title())
                .close();
        page.element("p", told.summary(), "class", "summary");
        told.notes().forEach(note -> prose(note, "note"));
        told.problems().forEach(problem -> page.element("pre", problem, "class", "problem"));
        if (!told.methods().isEmpty()) {
            sizes();
            legend();
        }
        told.methods().forEach(this::method);
        page.close().close().close().newLine();
        return page.toString();
    }

    /** A paragraph in which backticks stand around what is code. */
    private void prose(String text, String look) {
        page.open("p", "class", look);
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 0) {
                page.text(parts[i]);
            } else {
                page.element("code", parts[i]);
            }
        }
        page.close();
    }

    private void sizes() {
        page.element("h2", "Frames, largest first");
        page.open("div", "class", "wide").open("table", "class", "sizes");
        page.open("thead").open("tr");
        List.of("bytes", "", "slots", "states", "bytecode", "woven", "method", "source")
                .forEach(title -> page.element("th", title));
        page.close().close().open("tbody");
        int largest = told.byFrameSize().get(0).frame().bytes();
        for (MethodExplanation method : told.byFrameSize()) {
            int bytes = method.frame().bytes();
            page.newLine().open("tr");
            page.element("td", String.valueOf(bytes), "class", "number");
            page.open("td", "class", "share")
                    .open("span", "style", "width:" + Math.max(1, bytes * 100 / largest) + "%")
                    .close()
                    .close();
            number(method.frame().slots().size());
            number(method.suspensions().size());
            number(method.before().bytes());
            number(method.bytesAfter());
            page.open("td")
                    .element("a", method.title(), "href", "#" + ids.get(method))
                    .close();
            page.element("td", place(method), "class", "place");
            page.close();
        }
        page.close().close().close();
        page.element(
                "p",
                "A frame is what one suspended call keeps on the heap: its size is that of the object in a 64-bit HotSpot"
                        + " virtual machine with compressed references. A call that does not suspend has none.",
                "class",
                "aside");
    }

    private void number(int number) {
        page.element("td", String.valueOf(number), "class", "number");
    }

    private void legend() {
        page.open("p", "class", "legend");
        legend("1", "fused", "fused: a plain call of the direct form, no object for the callee");
        legend("2", "object", "awaited as an object");
        legend("\u2192", "tail", "handed on: what is returned takes the place of the method");
        page.close();
    }

    private void legend(String mark, String look, String meaning) {
        page.open("span")
                .element("span", mark, "class", "mark " + look)
                .text(" " + meaning)
                .close();
    }

    private void method(MethodExplanation method) {
        String id = ids.getOrDefault(method, "");
        page.newLine().open("section", "id", id);
        page.open("h2").open("code");
        int dot = method.owner().lastIndexOf('.') + 1;
        page.element("span", method.owner().substring(0, dot), "class", "package");
        page.text(method.title().substring(dot));
        page.element("span", ": " + method.result(), "class", "result");
        page.close().close();
        page.open("p", "class", "summary")
                .text(place(method) + " \u00b7 frame " + method.frame().bytes() + " bytes \u00b7 "
                        + Explanations.count(method.suspensions().size(), "suspension point"))
                .close();
        source(method, id);
        page.open("div", "class", "columns");
        page.open("div", "class", "points");
        method.points().forEach(point -> point(point, method, id));
        slots(method);
        page.close();
        machine(method, id);
        page.close();
        bytecode(method);
        page.close();
    }

    private void source(MethodExplanation method, String id) {
        Snippet source = method.source();
        if (source.lines().isEmpty()) {
            page.element("p", "the source is not at hand", "class", "aside");
            return;
        }
        page.open("div", "class", "wide").open("table", "class", "source").open("tbody");
        for (int number = source.first(); number <= source.last(); number++) {
            int line = number;
            List<Point> here = method.points().stream()
                    .filter(point -> point.kind() != Point.Kind.ENTRY && point.line() == line)
                    .toList();
            page.newLine().open("tr", "class", here.isEmpty() ? "" : "here " + look(here.get(0)));
            page.open("td", "class", "marks");
            here.forEach(point -> mark(point, id));
            page.close();
            page.element("td", String.valueOf(number), "class", "line");
            page.open("td", "class", "code").text(source.lines().get(number - source.first()));
            here.forEach(this::inlay);
            page.close().close();
        }
        page.close().close().close();
    }

    private void mark(Point point, String id) {
        String tip = point.kind().word() + " " + point.target() + ", " + point.reason();
        page.element("a", point.mark(), "class", "mark " + look(point), "href", "#" + anchor(point, id), "title", tip);
    }

    private void inlay(Point point) {
        if (point.suspends()) {
            String kept = point.kept().isEmpty() ? "keeps nothing" : "keeps " + point.keptNames();
            page.element("span", point.mark() + " " + kept, "class", "inlay");
        }
    }

    private void point(Point point, MethodExplanation method, String id) {
        page.newLine().open("div", "class", "point", "id", anchor(point, id));
        page.open("h3").element("span", point.mark(), "class", "mark " + look(point));
        page.text(" " + point.kind().word() + (point.target().isEmpty() ? "" : " "));
        if (!point.target().isEmpty()) {
            page.element("code", point.target());
        }
        if (point.line() > 0) {
            page.element("span", " line " + point.line(), "class", "aside");
        }
        page.close();
        prose(point.reason(), "reason");
        if (!point.kept().isEmpty()) {
            page.open("div", "class", "wide").open("table", "class", "kept").open("tbody");
            for (Point.Kept kept : point.kept()) {
                page.open("tr");
                page.open("td").element("code", kept.value()).close();
                page.open("td", "class", "slot")
                        .text(kept.slot().isEmpty() ? "no slot" : "in ")
                        .element("code", kept.slot())
                        .close();
                page.open("td").element("code", kept.type(), "class", "type").close();
                page.element("td", kept.reason(), "class", "reason");
                page.close();
            }
            page.close().close().close();
        }
        if (point.kind() != Point.Kind.TAIL) {
            ways(method.machine(), point, id);
        }
        page.close();
    }

    private void ways(Machine machine, Point point, String id) {
        if (machine.ways().isEmpty()) {
            return;
        }
        page.open("p", "class", "ways").text("then ");
        List<Way> run = machine.from(point.state(), Cause.RUN);
        List<Way> failure = machine.from(point.state(), Cause.FAILURE);
        targets(run, id);
        if (!failure.isEmpty()) {
            page.text(run.isEmpty() ? "after a failure " : "; after a failure ");
            targets(failure, id);
        }
        if (run.isEmpty() && failure.isEmpty()) {
            page.text(Machine.LEFT);
        }
        page.close();
    }

    private void targets(List<Way> ways, String id) {
        String before = "";
        for (Way way : ways) {
            page.text(before);
            if (way.to() == Machine.END) {
                page.text("the end");
            } else {
                page.element("a", String.valueOf(way.to()), "href", "#" + id + "-" + way.to());
            }
            before = ", ";
        }
    }

    private void slots(MethodExplanation method) {
        if (method.frame().slots().isEmpty()) {
            return;
        }
        page.open("details").element("summary", "slots of the frame");
        page.open("div", "class", "wide").open("table", "class", "kept").open("tbody");
        for (FrameSize.Field slot : method.frame().slots()) {
            page.open("tr");
            page.open("td").element("code", slot.name()).close();
            page.open("td").element("code", slot.type(), "class", "type").close();
            page.element("td", slot.bytes() + " bytes", "class", "number");
            page.open("td").element("code", slot.values()).close();
            page.close();
        }
        page.close().close().close().close();
    }

    private void machine(MethodExplanation method, String id) {
        int ways = method.machine().ways().size();
        page.open("div", "class", "wide drawing");
        if (ways > 0 && ways <= Diagram.MOST_WAYS) {
            new Diagram(method, id).draw(page);
        } else {
            page.element(
                    "p",
                    method.suspensions().size() + " states, and too many ways between them for a picture",
                    "class",
                    "aside");
        }
        page.close();
    }

    private void bytecode(MethodExplanation method) {
        page.open("details", "class", "bytecode");
        page.element(
                "summary",
                "bytecode: " + method.before().bytes() + " bytes as compiled, " + method.bytesAfter() + " bytes woven");
        page.open("div", "class", "listings");
        page.open("div");
        listing(method.before());
        page.close().open("div");
        method.after().forEach(this::listing);
        page.close().close().close();
    }

    private void listing(Listing listing) {
        page.element("h4", listing.title() + " \u00b7 " + listing.bytes() + " bytes");
        page.element("pre", String.join("\n", listing.lines()));
    }

    private static String anchor(Point point, String id) {
        return point.kind() == Point.Kind.TAIL ? id + "-tail" + point.state() : id + "-" + point.state();
    }

    private static String look(Point point) {
        if (!point.suspends()) {
            return point.kind().word();
        }
        return point.call() == Point.Call.FUSED ? "fused" : "object";
    }

    private static String place(MethodExplanation method) {
        return method.line() == 0 ? method.file() : method.file() + ":" + method.line();
    }

    private static String css() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("page.css is missing beside " + Page.class.getName());
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
