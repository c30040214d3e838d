package dev.heddle.transform.explain;

import dev.heddle.transform.explain.Machine.Cause;
import dev.heddle.transform.explain.Machine.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws the state machine of a method as SVG. The states stand one below the other in the order of the code; a way to the next
 * one is a straight arrow, one that skips states runs on the right, one that goes back, as loops do, on the left. Ways that
 * would overlap have lanes of their own, the shorter ones inside. Used once.
 */
final class Diagram {
    /** More ways than these are a thicket. */
    static final int MOST_WAYS = 150;

    private static final int WIDTH = 230;
    private static final int HEIGHT = 38;
    private static final int PITCH = 64;
    private static final int MARGIN = 10;
    private static final int LANE = 14;

    /** How far from the middle of a state the ways to it and from it meet it. */
    private static final int PORT = 8;

    private static final int LONGEST_NAME = 30;

    private final MethodExplanation method;
    private final String id;
    private final List<Point> rows;
    private final Map<Way, Integer> lanes = new HashMap<>();
    private final int left;
    private final int right;

    /** @param id begins the names by which other parts of the page refer to the method */
    Diagram(MethodExplanation method, String id) {
        this.method = method;
        this.id = id;
        this.rows = method.points().stream()
                .filter(point -> point.kind() != Point.Kind.TAIL)
                .toList();
        int leftLanes = assignLanes(method.machine().ways().stream().filter(this::isBack));
        int rightLanes = assignLanes(method.machine().ways().stream().filter(this::isSkip));
        this.left = MARGIN + (leftLanes == 0 ? 0 : (leftLanes + 1) * LANE);
        this.right = left + WIDTH + MARGIN + (rightLanes == 0 ? 0 : (rightLanes + 1) * LANE);
    }

    void draw(Markup page) {
        boolean ends = method.machine().ways().stream().anyMatch(way -> way.to() == Machine.END);
        int height = 2 * MARGIN + (ends ? rows.size() : rows.size() - 1) * PITCH + HEIGHT;
        page.open(
                "svg",
                "class",
                "machine",
                "role",
                "img",
                "aria-label",
                "state machine of " + method.title(),
                "width",
                String.valueOf(right),
                "height",
                String.valueOf(height),
                "viewBox",
                "0 0 " + right + " " + height);
        page.open("defs");
        head(page, "run");
        head(page, "failure");
        page.close();
        method.machine().ways().forEach(way -> way(page, way));
        for (int row = 0; row < rows.size(); row++) {
            state(page, rows.get(row), row);
        }
        if (ends) {
            box(page, rows.size(), "end", HEIGHT / 2);
            label(page, rows.size(), 4, "what", "end");
        }
        page.close();
    }

    private void head(Markup page, String kind) {
        page.open(
                        "marker",
                        "id",
                        id + "-" + kind,
                        "viewBox",
                        "0 0 8 8",
                        "refX",
                        "7",
                        "refY",
                        "4",
                        "markerWidth",
                        "8",
                        "markerHeight",
                        "8",
                        "orient",
                        "auto-start-reverse")
                .open("path", "class", "head " + kind, "d", "M0 0L8 4L0 8z")
                .close()
                .close();
    }

    private void state(Markup page, Point point, int row) {
        String look =
                point.kind() == Point.Kind.ENTRY ? "entry" : point.call() == Point.Call.FUSED ? "fused" : "object";
        page.open("a", "href", "#" + id + "-" + point.state());
        box(page, row, look, HEIGHT / 4);
        String line = point.line() == 0 ? "" : ", line " + point.line();
        String first = point.kind() == Point.Kind.ENTRY
                ? "entry"
                : point.state() + "  " + point.kind().word();
        label(page, row, point.target().isEmpty() ? 4 : -3, "what", first + line);
        if (!point.target().isEmpty()) {
            label(page, row, 12, "target", shortened(point.target()));
        }
        page.element("title", point.target() + ": " + point.reason());
        page.close();
    }

    private void box(Markup page, int row, String look, int round) {
        page.open(
                        "rect",
                        "class",
                        "state " + look,
                        "x",
                        String.valueOf(left),
                        "y",
                        String.valueOf(middle(row) - HEIGHT / 2),
                        "width",
                        String.valueOf(WIDTH),
                        "height",
                        String.valueOf(HEIGHT),
                        "rx",
                        String.valueOf(round))
                .close();
    }

    private void label(Markup page, int row, int below, String look, String text) {
        page.element(
                "text",
                text,
                "class",
                look,
                "text-anchor",
                "middle",
                "x",
                String.valueOf(left + WIDTH / 2),
                "y",
                String.valueOf(middle(row) + below));
    }

    private void way(Markup page, Way way) {
        String kind = way.cause() == Cause.RUN ? "run" : "failure";
        page.open("path", "class", "way " + kind, "d", path(way), "marker-end", "url(#" + id + "-" + kind + ")")
                .close();
    }

    private String path(Way way) {
        int from = middle(way.from());
        int to = middle(row(way));
        if (isBack(way)) {
            int lane = left - (lanes.getOrDefault(way, 0) + 1) * LANE;
            return around(left, from + PORT, lane, to - PORT);
        }
        if (isSkip(way)) {
            int edge = left + WIDTH;
            int lane = edge + (lanes.getOrDefault(way, 0) + 1) * LANE;
            return around(edge, from + PORT, lane, to - PORT);
        }
        int middle = left + WIDTH / 2;
        return "M" + middle + " " + (from + HEIGHT / 2) + "V" + (to - HEIGHT / 2);
    }

    /** From a side of one state along a lane to the same side of another, with round corners. */
    private static String around(int side, int from, int lane, int to) {
        int out = lane < side ? -1 : 1;
        int down = to < from ? -1 : 1;
        int bend = 6;
        return "M" + side + " " + from + "H" + (lane - out * bend)
                + "Q" + lane + " " + from + " " + lane + " " + (from + down * bend)
                + "V" + (to - down * bend)
                + "Q" + lane + " " + to + " " + (lane - out * bend) + " " + to
                + "H" + side;
    }

    private static int middle(int row) {
        return MARGIN + HEIGHT / 2 + row * PITCH;
    }

    private int row(Way way) {
        return way.to() == Machine.END ? rows.size() : way.to();
    }

    private boolean isBack(Way way) {
        return row(way) <= way.from();
    }

    private boolean isSkip(Way way) {
        return row(way) > way.from() + 1;
    }

    /** Gives each way the innermost lane that is free along it, the shortest way first; returns how many lanes there are. */
    private int assignLanes(Stream<Way> ways) {
        List<List<Way>> taken = new ArrayList<>();
        ways.sorted(Comparator.comparingInt((Way way) -> Math.abs(row(way) - way.from())))
                .forEach(way -> {
                    int lane = 0;
                    while (lane < taken.size() && taken.get(lane).stream().anyMatch(other -> overlap(way, other))) {
                        lane++;
                    }
                    if (lane == taken.size()) {
                        taken.add(new ArrayList<>());
                    }
                    taken.get(lane).add(way);
                    lanes.put(way, lane);
                });
        return taken.size();
    }

    /** Ways that only touch at a state do not overlap: they meet it at different heights. */
    private boolean overlap(Way one, Way other) {
        int above = Math.max(Math.min(one.from(), row(one)), Math.min(other.from(), row(other)));
        int below = Math.min(Math.max(one.from(), row(one)), Math.max(other.from(), row(other)));
        return above < below || one.from() == row(one) && above == below;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "\u2026";
    }
}
