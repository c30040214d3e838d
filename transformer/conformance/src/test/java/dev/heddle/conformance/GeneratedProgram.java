package dev.heddle.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A Java class made from a seed: async methods of random statements, which await in all places where Java allows an
 * expression. Every variable has a value when it is declared, every loop ends, and a jump stands in an {@code if}, so that
 * it always compiles and ends.
 */
final class GeneratedProgram {
    private static final int METHODS = 4;
    private static final int MAX_DEPTH = 4;
    private static final String PRELUDE = """
            package fuzz;

            import static dev.heddle.Coroutines.await;
            import static dev.heddle.Coroutines.done;
            import static dev.heddle.conformance.Trace.log;
            import static dev.heddle.conformance.Trace.seen;

            import dev.heddle.AsyncCloseable;
            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;
            import dev.heddle.conformance.Case;
            import dev.heddle.conformance.Probe;
            import java.util.concurrent.CompletableFuture;
            import java.util.function.Supplier;

            class NAME {
                int field;
                static String text = "";

                record Pair(Object a, Object b) {}

                static final class Resource implements AsyncCloseable {
                    final int n;

                    Resource(int n) {
                        this.n = n;
                        log("open", n);
                    }

                    @Override
                    @Async
                    public Coroutine<Void> closeAsync(CloseReason reason) {
                        log("closing", n, reason);
                        await(Probe.of(n));
                        log("closed", n);
                        return done();
                    }
                }

                @Async
                static <T> Coroutine<T> echo(T value) {
                    return done(await(Probe.of(value)));
                }

                @Async
                static <T> Coroutine<T> ready(T value) {
                    return done(value);
                }

                @Async
                <T> Coroutine<T> virtual(T value) {
                    field++;
                    T awaited = await(echo(value));
                    log("virtual", field);
                    return done(awaited);
                }

                @Async
                static <T> Coroutine<T> forward(T value) {
                    return echo(value);
                }

                @Async
                static <T> CompletableFuture<T> hot(T value) {
                    return CompletableFuture.completedFuture(await(Probe.of(value)));
                }

                @Async
                static <T> Coroutine<T> refuse(T value, boolean refused) {
                    await(Probe.of(value));
                    if (refused) {
                        throw new IllegalStateException("refused");
                    }
                    return done(value);
                }

            """;

    private enum Kind {
        INT("int", "Integer"),
        LONG("long", "Long"),
        DOUBLE("double", "Double"),
        BOOL("boolean", "Boolean"),
        TEXT("String", "String"),
        INTS("int[]", "int[]");

        final String name;
        final String boxed;

        Kind(String name, String boxed) {
            this.name = name;
            this.boxed = boxed;
        }
    }

    private record Variable(String name, Kind kind, boolean assignable) {}

    private final String className;
    private final SplittableRandom random;
    private final StringBuilder code = new StringBuilder();
    private final Deque<Variable> variables = new ArrayDeque<>();
    private final Deque<String> loops = new ArrayDeque<>();
    private final Deque<String> blocks = new ArrayDeque<>();
    private int names;
    private int budget;
    private boolean mayAwait = true;
    private boolean mayReturn = true;

    private GeneratedProgram(String className, long seed) {
        this.className = className;
        random = new SplittableRandom(seed);
    }

    static String source(String className, long seed) {
        GeneratedProgram program = new GeneratedProgram(className, seed);
        program.code.append(PRELUDE.replace("NAME", className));
        for (int method = 0; method < METHODS; method++) {
            program.method(method);
        }
        return program.code.append("}\n").toString();
    }

    private void method(int number) {
        boolean onInstance = random.nextBoolean();
        line(1, "@Case(failing = 5)");
        line(1, "@Async");
        line(1, "static Coroutine<String> entry" + number + "() {");
        line(
                2,
                "return done(await(" + (onInstance ? "new " + className + "()." : "") + "body" + number
                        + "(1, 2L, 0.5, true, \"p\", new int[] {7, 8, 9})));");
        line(1, "}");
        code.append('\n');
        line(1, "@Async");
        line(
                1,
                "private " + (onInstance ? "" : "static ") + "Coroutine<String> body" + number
                        + "(int p0, long p1, double p2, boolean p3, String p4, int[] p5) {");
        variables.clear();
        Kind[] kinds = Kind.values();
        for (int parameter = 0; parameter < kinds.length; parameter++) {
            variables.push(new Variable("p" + parameter, kinds[parameter], true));
        }
        budget = 30;
        statements(2, 0);
        line(2, "log(p0, p1, p2, p3, p4, p5);");
        line(2, "return done(\"\" + " + expression(Kind.TEXT, 0) + ");");
        line(1, "}");
        code.append('\n');
    }

    private void statements(int indent, int depth) {
        int before = variables.size();
        for (int count = 1 + random.nextInt(4); count > 0 && budget > 0; count--) {
            budget--;
            statement(indent, depth);
        }
        while (variables.size() > before) {
            variables.pop();
        }
    }

    private void statement(int indent, int depth) {
        int choice = random.nextInt(depth >= MAX_DEPTH ? 8 : 20);
        switch (choice) {
            case 0, 1 -> declaration(indent);
            case 2, 3 -> assignment(indent);
            case 4 -> line(indent, "log(" + expression(anyKind(), 0) + ");");
            case 5 -> jump(indent);
            case 6 -> line(indent, "log(seen(" + variable(Kind.INT) + "), " + expression(Kind.LONG, 0) + ");");
            case 7 -> line(indent, "log(" + expression(Kind.INT, 0) + ", " + expression(Kind.TEXT, 0) + ");");
            case 8 -> branch(indent, depth);
            case 9 -> countingLoop(indent, depth);
            case 10 -> arrayLoop(indent, depth);
            case 11 -> doLoop(indent, depth);
            case 12, 13, 14 -> tryStatement(indent, depth);
            case 15 -> switchStatement(indent, depth);
            case 16 -> labelledBlock(indent, depth);
            case 17 -> monitor(indent, depth);
            case 18 -> resource(indent, depth);
            default -> lambda(indent, depth);
        }
    }

    private void declaration(int indent) {
        Kind kind = anyKind();
        String value = expression(kind, 0);
        Variable variable = new Variable("v" + names++, kind, true);
        line(indent, kind.name + " " + variable.name() + " = " + value + ";");
        variables.push(variable);
    }

    private void assignment(int indent) {
        switch (random.nextInt(6)) {
            case 0 -> line(indent, element() + " += " + expression(Kind.INT, 0) + ";");
            case 1 -> {
                String target = assignable(Kind.TEXT);
                line(indent, target + " += " + expression(anyKindButArrays(), 0) + ";");
                shorten(indent, target);
            }
            case 2 -> line(indent, assignable(Kind.LONG) + " ^= " + expression(Kind.LONG, 0) + ";");
            case 3 -> line(indent, assignable(Kind.INT) + " = " + element() + " = " + expression(Kind.INT, 0) + ";");
            case 4 -> line(indent, "text += " + expression(Kind.INT, 0) + "; log(text.length() % 100); text = \"\";");
            default -> {
                Kind kind = anyKind();
                String target = assignable(kind);
                line(indent, target + " = " + expression(kind, 0) + ";");
                if (kind == Kind.TEXT) {
                    shorten(indent, target);
                }
            }
        }
    }

    /** Keeps loops from making texts that grow without end. */
    private void shorten(int indent, String target) {
        if (!target.startsWith("new")) {
            line(indent, "if (" + target + ".length() > 60) { " + target + " = \"cut\"; }");
        }
    }

    private void jump(int indent) {
        List<String> jumps = new ArrayList<>();
        jumps.add("throw new IllegalStateException(\"t\" + " + expression(Kind.INT, 1) + ");");
        jumps.add("throw new IllegalArgumentException(" + variable(Kind.TEXT) + ");");
        if (mayReturn) {
            jumps.add("return done(" + expression(Kind.TEXT, 0) + ");");
            if (mayAwait) {
                jumps.add("return echo(" + variable(Kind.TEXT) + ");");
            }
        }
        for (String loop : loops) {
            jumps.add("continue " + loop + ";");
            jumps.add("break " + loop + ";");
        }
        for (String block : blocks) {
            jumps.add("break " + block + ";");
        }
        line(indent, "if (" + expression(Kind.BOOL, 1) + ") { " + pick(jumps) + " }");
    }

    private void branch(int indent, int depth) {
        line(indent, "if (" + expression(Kind.BOOL, 0) + ") {");
        statements(indent + 1, depth + 1);
        line(indent, "} else {");
        statements(indent + 1, depth + 1);
        line(indent, "}");
    }

    private void countingLoop(int indent, int depth) {
        Variable counter = new Variable("v" + names++, Kind.INT, false);
        String label = "loop" + names++;
        String bound = random.nextInt(3) == 0 && mayAwait ? "await(Probe.of(2))" : "" + (1 + random.nextInt(3));
        line(indent, label + ":");
        line(
                indent,
                "for (int " + counter.name() + " = 0; " + counter.name() + " < " + bound + "; " + counter.name()
                        + "++) {");
        variables.push(counter);
        loops.push(label);
        statements(indent + 1, depth + 1);
        loops.pop();
        variables.remove(counter);
        line(indent, "}");
    }

    private void arrayLoop(int indent, int depth) {
        String array = random.nextBoolean()
                ? "new int[] {" + expression(Kind.INT, 1) + ", " + expression(Kind.INT, 1) + "}"
                : expression(Kind.INTS, 0);
        Variable element = new Variable("v" + names++, Kind.INT, true);
        String label = "loop" + names++;
        line(indent, label + ":");
        line(indent, "for (int " + element.name() + " : " + array + ") {");
        variables.push(element);
        loops.push(label);
        statements(indent + 1, depth + 1);
        loops.pop();
        variables.remove(element);
        line(indent, "}");
    }

    private void doLoop(int indent, int depth) {
        Variable counter = new Variable("v" + names++, Kind.INT, false);
        String label = "loop" + names++;
        line(indent, "int " + counter.name() + " = 0;");
        variables.push(counter);
        line(indent, label + ":");
        line(indent, "do {");
        loops.push(label);
        statements(indent + 1, depth + 1);
        loops.pop();
        line(
                indent,
                "} while (" + counter.name() + "++ < " + random.nextInt(3) + " && " + expression(Kind.BOOL, 1) + ");");
    }

    private void tryStatement(int indent, int depth) {
        line(indent, "try {");
        statements(indent + 1, depth + 1);
        boolean caught = random.nextInt(4) != 0;
        if (caught) {
            String exception = "e" + names++;
            String type = pick(List.of(
                    "RuntimeException", "Exception", "Throwable", "IllegalStateException | IllegalArgumentException"));
            line(indent, "} catch (" + type + " " + exception + ") {");
            line(indent + 1, "log(\"caught\", " + exception + ");");
            statements(indent + 1, depth + 1);
            if (random.nextInt(4) == 0) {
                line(
                        indent + 1,
                        "if (" + expression(Kind.BOOL, 1) + ") { throw new IllegalStateException(\"again\", "
                                + exception + "); }");
            }
        }
        if (!caught || random.nextBoolean()) {
            line(indent, "} finally {");
            line(indent + 1, "log(\"finally\", " + variable(anyKind()) + ");");
            statements(indent + 1, depth + 1);
        }
        line(indent, "}");
    }

    private void switchStatement(int indent, int depth) {
        boolean onText = random.nextBoolean();
        line(
                indent,
                onText
                        ? "switch (\"\" + Math.floorMod(" + expression(Kind.INT, 0) + ", 4)) {"
                        : "switch (Math.floorMod(" + expression(Kind.INT, 0) + ", 4)) {");
        for (int label = 0; label < 3; label++) {
            line(indent + 1, "case " + (onText ? "\"" + label + "\"" : label) + ": {");
            statements(indent + 2, depth + 1);
            line(indent + 1, "}");
            if (random.nextBoolean()) {
                line(indent + 2, "if (seen(1) > 0) { break; }");
            }
        }
        line(indent + 1, "default:");
        line(indent + 2, "log(\"default\");");
        line(indent, "}");
    }

    private void labelledBlock(int indent, int depth) {
        String label = "block" + names++;
        line(indent, label + ":");
        line(indent, "{");
        blocks.push(label);
        statements(indent + 1, depth + 1);
        blocks.pop();
        line(indent, "}");
    }

    private void monitor(int indent, int depth) {
        boolean before = mayAwait;
        mayAwait = false;
        line(indent, "synchronized (" + pick(List.of("Pair.class", variable(Kind.INTS), "\"monitor\"")) + ") {");
        statements(indent + 1, depth + 1);
        line(indent, "}");
        mayAwait = before;
    }

    private void resource(int indent, int depth) {
        if (!mayAwait) {
            declaration(indent);
            return;
        }
        String name = "r" + names++;
        line(indent, "try (Resource " + name + " = new Resource(" + expression(Kind.INT, 1) + ")) {");
        line(indent + 1, "log(" + name + ".n);");
        statements(indent + 1, depth + 1);
        String exception = "e" + names++;
        line(indent, "} catch (java.io.IOException | IllegalStateException " + exception + ") {");
        line(indent + 1, "log(\"caught\", " + exception + ");");
        line(indent, "}");
    }

    private void lambda(int indent, int depth) {
        if (!mayAwait) {
            assignment(indent);
            return;
        }
        List<Variable> outer = new ArrayList<>(variables);
        List<Variable> captured = new ArrayList<>();
        for (int count = outer.isEmpty() ? 0 : random.nextInt(4); count > 0; count--) {
            Variable source = pick(outer);
            Variable copy = new Variable("c" + names++, source.kind(), false);
            line(indent, "final " + source.kind().name + " " + copy.name() + " = " + source.name() + ";");
            captured.add(copy);
        }
        String name = "l" + names++;
        line(indent, "Supplier<Coroutine<String>> " + name + " = () -> {");
        variables.clear();
        captured.forEach(variables::push);
        List<String> outerLoops = List.copyOf(loops);
        List<String> outerBlocks = List.copyOf(blocks);
        loops.clear();
        blocks.clear();
        statements(indent + 1, depth + 1);
        line(indent + 1, "return done(" + expression(Kind.TEXT, 0) + " + await(Probe.of(\"l\")));");
        line(indent, "};");
        loops.addAll(outerLoops);
        blocks.addAll(outerBlocks);
        variables.clear();
        for (int i = outer.size() - 1; i >= 0; i--) {
            variables.push(outer.get(i));
        }
        line(indent, "log(await(" + name + ".get()));");
    }

    private String expression(Kind kind, int depth) {
        if (depth < 3 && mayAwait && random.nextInt(3) == 0) {
            return awaited(kind, depth);
        }
        if (depth >= 3 || random.nextInt(4) == 0) {
            return random.nextBoolean() ? variable(kind) : literal(kind);
        }
        return switch (kind) {
            case INT -> integer(depth + 1);
            case LONG ->
                any(
                        () -> "(" + expression(Kind.LONG, depth + 1) + " * 31 + " + expression(Kind.INT, depth + 1)
                                + ")",
                        () -> "(long) " + expression(Kind.INT, depth + 1),
                        () -> "(" + assignable(Kind.LONG) + " = " + expression(Kind.LONG, depth + 1) + ")",
                        () -> choice(Kind.LONG, depth));
            case DOUBLE ->
                any(
                        () -> "(" + expression(Kind.DOUBLE, depth + 1) + " / 4 + " + expression(Kind.INT, depth + 1)
                                + ")",
                        () -> "(double) " + expression(Kind.LONG, depth + 1),
                        () -> choice(Kind.DOUBLE, depth));
            case BOOL ->
                any(
                        () -> "(" + expression(Kind.INT, depth + 1) + " % 3 == " + expression(Kind.INT, depth + 1)
                                + " % 3)",
                        () -> "(" + expression(Kind.BOOL, depth + 1) + " && " + expression(Kind.BOOL, depth + 1) + ")",
                        () -> "(" + expression(Kind.BOOL, depth + 1) + " || " + expression(Kind.BOOL, depth + 1) + ")",
                        () -> "!" + expression(Kind.BOOL, depth + 1),
                        () -> "(" + expression(Kind.LONG, depth + 1) + " < " + expression(Kind.DOUBLE, depth + 1)
                                + ")");
            case TEXT ->
                any(
                        () -> "(" + expression(Kind.TEXT, depth + 1) + " + " + expression(anyKindButArrays(), depth + 1)
                                + ")",
                        () -> "new Pair(" + expression(Kind.TEXT, depth + 1) + ", " + expression(Kind.INT, depth + 1)
                                + ").toString()",
                        () -> "new StringBuilder(" + expression(Kind.TEXT, depth + 1) + ").append((double) ("
                                + expression(Kind.DOUBLE, depth + 1) + ")).toString()",
                        () -> "String.format(\"%s %s\", " + expression(Kind.LONG, depth + 1) + ", "
                                + expression(Kind.TEXT, depth + 1) + ")",
                        () -> choice(Kind.TEXT, depth));
            case INTS ->
                any(
                        () -> "new int[] {" + expression(Kind.INT, depth + 1) + ", " + expression(Kind.INT, depth + 1)
                                + ", " + expression(Kind.INT, depth + 1) + "}",
                        () -> variable(Kind.INTS),
                        () -> choice(Kind.INTS, depth));
        };
    }

    private String integer(int depth) {
        return any(
                () -> "(" + expression(Kind.INT, depth) + " + " + expression(Kind.INT, depth) + ")",
                () -> "(" + expression(Kind.INT, depth) + " * 7 - " + expression(Kind.INT, depth) + ")",
                () -> "(" + expression(Kind.INT, depth) + " / (" + expression(Kind.INT, depth) + " % 5))",
                () -> element(),
                () -> assignable(Kind.INT) + "++",
                () -> "(" + assignable(Kind.INT) + " += " + expression(Kind.INT, depth) + ")",
                () -> "(" + element() + " += " + expression(Kind.INT, depth) + ")",
                () -> "(int) (long) " + expression(Kind.LONG, depth),
                () -> expression(Kind.TEXT, depth) + ".length()",
                () -> "switch (Math.floorMod(" + expression(Kind.INT, depth) + ", 3)) { case 0 -> "
                        + expression(Kind.INT, depth) + "; case 1 -> " + expression(Kind.INT, depth)
                        + "; default -> " + expression(Kind.INT, depth) + "; }",
                () -> choice(Kind.INT, depth));
    }

    private String choice(Kind kind, int depth) {
        return "(" + expression(Kind.BOOL, depth + 1) + " ? " + expression(kind, depth + 1) + " : "
                + expression(kind, depth + 1) + ")";
    }

    private String awaited(Kind kind, int depth) {
        String value = "(" + kind.name + ") (" + expression(kind, depth + 1) + ")";
        String type = "<" + kind.boxed + ">";
        String call = any(
                () -> "Probe." + type + "of(" + value + ")",
                () -> "Probe." + type + "of(" + value + ")",
                () -> "Probe." + type + "future(" + value + ")",
                () -> className + "." + type + "echo(" + value + ")",
                () -> className + "." + type + "ready(" + value + ")",
                () -> className + "." + type + "forward(" + value + ")",
                () -> className + "." + type + "hot(" + value + ")",
                () -> className + "." + type + "refuse(" + value + ", " + expression(Kind.BOOL, 3) + ")",
                () -> "new " + className + "()." + type + "virtual(" + value + ")");
        return "await(" + call + ")";
    }

    private String element() {
        return variable(Kind.INTS) + "[" + random.nextInt(2) + "]";
    }

    private String literal(Kind kind) {
        return switch (kind) {
            case INT -> number();
            case LONG -> random.nextInt(100) + "L";
            case DOUBLE -> random.nextInt(100) + ".25";
            case BOOL -> "" + random.nextBoolean();
            case TEXT -> "\"" + (char) ('a' + random.nextInt(26)) + "\"";
            case INTS -> "new int[] {4, 5}";
        };
    }

    private String number() {
        return "" + random.nextInt(100);
    }

    private String variable(Kind kind) {
        List<Variable> fitting =
                variables.stream().filter(known -> known.kind() == kind).toList();
        return fitting.isEmpty() ? literal(kind) : pick(fitting).name();
    }

    private String assignable(Kind kind) {
        List<Variable> fitting = variables.stream()
                .filter(known -> known.kind() == kind && known.assignable())
                .toList();
        if (!fitting.isEmpty()) {
            return pick(fitting).name();
        }
        return switch (kind) {
            case INT -> "new int[] {3, 4}[1]";
            case LONG -> "new long[] {5, 6}[0]";
            case DOUBLE -> "new double[] {0}[0]";
            case BOOL -> "new boolean[] {false}[0]";
            case TEXT -> "new String[] {\"s\"}[0]";
            case INTS -> "new int[][] {{1}, {2, 3}}[1]";
        };
    }

    private Kind anyKind() {
        return Kind.values()[random.nextInt(Kind.values().length)];
    }

    private Kind anyKindButArrays() {
        return Kind.values()[random.nextInt(Kind.values().length - 1)];
    }

    @SafeVarargs
    private String any(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void line(int indent, String text) {
        code.append("    ".repeat(indent)).append(text).append('\n');
    }
}
