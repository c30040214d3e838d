package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Methods with many awaits and many live variables stay small enough to be woven. */
final class LargeMethodsTest {
    private static final int BYTES_FOR_A_FURTHER_AWAIT = 60;
    private static final int FEW = 200;
    private static final int MANY = 300;

    /** What is live at the awaits, and the bytes of a further one: as compiled, in the direct form, in the resume body. */
    enum Live {
        NOTHING("", "await(c);", "0L", 5, 18, 26),
        TWENTY_INTS(variables("int", "Integer.parseInt(\"7\")"), "await(c);", sum(), 5, 18, 26),
        TWENTY_REFERENCES(variables("String", "\"7\" + c"), "await(c);", "(" + sum() + ").length()", 5, 18, 26),
        TWENTY_LONGS(variables("long", "System.nanoTime()"), "await(c);", sum(), 5, 18, 26),
        AN_OPERAND("long sum = 0;", "sum += await(c);", "sum", 13, 26, 34),
        INSIDE_ONE_TRY(
                "long sum = 0; try {",
                "await(c);",
                "sum)); } catch (IllegalStateException e) { sum++; } return done((long) (sum",
                5,
                18,
                26),
        EACH_INSIDE_A_TRY_OF_ITS_OWN(
                "long sum = 0;", "try { await(c); } catch (IllegalStateException e) { sum++; }", "sum", 13, 26, 41),
        TWO_SETS_IN_TURN("long a = 1, b = 2;", "a += 1; await(c); a = b; await(c); b = a;", "a", 18, 44, 68);

        private final String before;
        private final String each;
        private final String result;
        private final int compiled;
        private final int direct;
        private final int resume;

        Live(String before, String each, String result, int compiled, int direct, int resume) {
            this.before = before;
            this.each = each;
            this.result = result;
            this.compiled = compiled;
            this.direct = direct;
            this.resume = resume;
        }

        private static String variables(String type, String value) {
            return IntStream.range(0, 20)
                    .mapToObj(i -> type + " v" + i + " = " + value + ";\n")
                    .collect(Collectors.joining());
        }

        private static String sum() {
            return IntStream.range(0, 20).mapToObj(i -> "v" + i).collect(Collectors.joining(" + "));
        }

        Program compiled(int awaits) {
            String name = "Awaits" + awaits;
            return new Program(Sources.of("large." + name, """
                    package large;

                    import static dev.heddle.Coroutines.await;
                    import static dev.heddle.Coroutines.done;

                    import dev.heddle.Awaitable;
                    import dev.heddle.Coroutine;
                    import dev.heddle.annotation.Async;

                    class NAME {
                        @Async
                        static Coroutine<Long> method(Awaitable<Long> c) {
                            BEFORE
                            EACH
                            return done((long) (RESULT));
                        }
                    }
                    """.replace("NAME", name)
                            .replace("BEFORE", before)
                            .replace("EACH", (each + "\n").repeat(awaits))
                            .replace("RESULT", result))
                    .classFiles());
        }
    }

    @ParameterizedTest
    @EnumSource(Live.class)
    void aFurtherAwaitCostsSoManyBytes(Live live) {
        Sizes few = Sizes.of(live, FEW);
        Sizes many = Sizes.of(live, MANY);
        int further = MANY - FEW;

        assertThat(List.of(
                        (many.compiled - few.compiled) / further,
                        (many.direct - few.direct) / further,
                        (many.resume - few.resume) / further,
                        (many.spilling - few.spilling) / further))
                .describedAs("as compiled, direct form, resume body, spilling")
                .isEqualTo(List.of(live.compiled, live.direct, live.resume, 0));
    }

    /** Over all methods that are woven from one; the instructions that the compiler wrote are in two of them. */
    @ParameterizedTest
    @EnumSource(Live.class)
    void aFurtherAwaitCostsFewBytesMoreThanItsTwoCopies(Live live) {
        int awaits = live.each.split("await").length - 1;

        assertThat((live.direct + live.resume - 2 * live.compiled) / awaits).isLessThan(BYTES_FOR_A_FURTHER_AWAIT);
    }

    @Test
    void aFurtherAwaitOnItsOwnCostsFewBytesAllTold() {
        assertThat(Live.TWENTY_LONGS.direct + Live.TWENTY_LONGS.resume).isLessThan(BYTES_FOR_A_FURTHER_AWAIT);
    }

    @Test
    void thousandsOfAssignmentsInsideOneTryAreWoven() {
        SortedMap<String, byte[]> classFiles = Sources.of(
                        "large.Assignments", """
                package large;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;

                class Assignments {
                    @Async
                    static Coroutine<Void> method(Coroutine<Void> other, Object value) {
                        Object assigned = null;
                        try {
                            ASSIGNMENTS
                            return other;
                        } catch (IllegalStateException e) {
                            return assigned == null ? null : other;
                        }
                    }
                }
                """.replace("ASSIGNMENTS", "assigned = value.toString();\n".repeat(6_000)))
                .classFiles();

        assertThat(new Weaver(name -> null).weave(classFiles.get("large/Assignments")))
                .isInstanceOf(WeaveResult.Woven.class);
    }

    /** Bytes of one method before and after weaving. */
    private record Sizes(int compiled, int direct, int resume, int spilling) {
        static Sizes of(Live live, int awaits) {
            Program program = live.compiled(awaits);
            CodeSizes woven = CodeSizes.of(Program.woven(program.classFiles()));
            String method = "large/Awaits" + awaits + ".method";
            return new Sizes(
                    CodeSizes.of(program).of(method),
                    woven.of(method + "$async"),
                    woven.of(method + "$resume"),
                    woven.of(method + "$suspend"));
        }
    }

    /** Each await changes one of the variables and has operands below it; behind it all of them are shown. */
    @TestFactory
    Stream<DynamicTest> fourHundredAwaitsWithTwentyLiveLongs() {
        String variables = numbered(20, i -> "v" + i).collect(Collectors.joining(", "));
        String awaits = numbered(
                        400,
                        i -> "v%d += v%d * 31 + await(Probe.of(%dL)); show(%s);"
                                .formatted(i % 20, (i + 7) % 20, i, variables))
                .collect(Collectors.joining("\n"));
        SortedMap<String, byte[]> compiled = Sources.of("large.Longs", """
                package large;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;
                import dev.heddle.conformance.Case;
                import dev.heddle.conformance.Probe;
                import dev.heddle.conformance.Trace;

                class Longs {
                    @Case(failing = 1)
                    @Async
                    static Coroutine<Long> method() {
                        long base = await(Probe.of(1L << 40));
                        DECLARED
                        AWAITS
                        return done(base);
                    }

                    private static void show(PARAMETERS) {
                        Trace.log(VARIABLES);
                    }
                }
                """.replace(
                                "DECLARED",
                                numbered(20, i -> "long v" + i + " = base * " + i + ";")
                                        .collect(Collectors.joining("\n")))
                        .replace("AWAITS", awaits)
                        .replace("PARAMETERS", numbered(20, i -> "long v" + i).collect(Collectors.joining(", ")))
                        .replace("VARIABLES", variables))
                .classFiles();
        return Differential.tests("large.Longs", compiled).stream();
    }

    @Test
    void aBodyWithJumpsBeyond32KbIsWoven() throws ClassNotFoundException {
        Program woven = Program.woven(Live.NOTHING.compiled(1500).classFiles());

        assertThat(CodeSizes.of(woven).of("large/Awaits1500.method$resume")).isGreaterThan(1 << 15);
        assertThat(woven.verify()).isPositive();
    }

    /** More than a method can have parameters, so that the spilling cannot be a method of its own. */
    @TestFactory
    Stream<DynamicTest> threeHundredLiveLongsAndAsManyOperands() {
        String declared =
                numbered(300, i -> "long v" + i + " = base + " + i + ";").collect(Collectors.joining("\n"));
        String read = numbered(300, i -> "v" + i).collect(Collectors.joining(" + "));
        String deep = numbered(300, i -> "v" + i + " - (").collect(Collectors.joining());
        SortedMap<String, byte[]> compiled = Sources.of("large.Wide", """
                package large;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;
                import dev.heddle.conformance.Case;
                import dev.heddle.conformance.Probe;

                class Wide {
                    @Case
                    @Async
                    static Coroutine<Long> locals() {
                        long base = await(Probe.of(1L));
                        DECLARED
                        long first = await(Probe.of(2L));
                        try {
                            base += await(Probe.of(3L));
                        } catch (RuntimeException e) {
                            base--;
                        }
                        return done(first + base + READ);
                    }

                    @Case
                    @Async
                    static Coroutine<Long> operands() {
                        long base = await(Probe.of(1L));
                        DECLARED
                        return done(DEEP await(Probe.of(5L)) CLOSE);
                    }
                }
                """.replace("DECLARED", declared)
                        .replace("READ", read)
                        .replace("DEEP", deep)
                        .replace("CLOSE", ")".repeat(300)))
                .classFiles();
        return Differential.tests("large.Wide", compiled).stream();
    }

    @Test
    void aMethodThatFillsItsClassFileAlmostUnwovenIsWoven() throws ClassNotFoundException {
        Program woven = Program.woven(filled(10_880).classFiles());

        assertThat(CodeSizes.of(woven).of("large/Filled.method$resume")).isGreaterThan(65_300);
        assertThat(woven.verify()).isPositive();
    }

    @Test
    void aMethodThatIsFullBeforeItIsWovenIsReportedWithItsBytesByLine() {
        Program full = filled(10_915);
        Weaver weaver = new Weaver(Program.classPath(full.classFiles()));

        assertThat(weaver.weave(full.classFiles().get("large/Filled")))
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(Program.render(rejected.diagnostics()))
                                .isEqualTo("""
                                error[H008]: method is too large after weaving: 65573 bytes, 38 over the limit
                                  --> large/Filled.java:13 in Filled.method(Awaitable)
                                   = note: its resume body is too large, with 1 suspension point and 1 slot
                                   = note: bytes by line: line 14: 6000, line 15: 600, line 16: 600, line 17: 600, \
                                line 18: 600, line 19: 600, line 20: 600, line 21: 600, 95 others: 55373
                                   = help: move a part of it to another `@Async` method"""));
    }

    /** A method whose code is {@code sums} times six bytes and some more. */
    private static Program filled(int sums) {
        return new Program(Sources.of("large.Filled", """
                package large;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Awaitable;
                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;

                class Filled {
                    @Async
                    static Coroutine<Long> method(Awaitable<Long> c) {
                        long s = await(c);
                        FIRST
                        OTHERS
                        return done(s);
                    }
                }
                """.replace("FIRST", "s += 77777777777L; ".repeat(1_000)).replace(
                        "OTHERS",
                        ("s += 77777777777L; ".repeat(100) + "\n").repeat((sums - 1_000) / 100)
                                + "s += 77777777777L; ".repeat((sums - 1_000) % 100)))
                .classFiles());
    }

    @Test
    void aClassWithoutRoomForFurtherConstantsIsReported() {
        ClassWriter writer = new ClassWriter(0);
        byte[] small = Live.NOTHING.compiled(3).classFiles().get("large/Awaits3");
        new ClassReader(small).accept(writer, 0);
        fill(writer, 65_520);
        byte[] full = writer.toByteArray();

        assertThat(new Weaver(Program.classPath(Map.of())).weave(full))
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(Program.render(rejected.diagnostics()))
                                .startsWith("error[H008]: class is too large after weaving: ")
                                .contains(" constants, ")
                                .contains("large/Awaits3.java:14 in Awaits3.method(Awaitable)"));
    }

    @Test
    void aClassWithoutRoomForTheMarkOfTheWeaverIsReported() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "large/Starts", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "start", "()V", null, null);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "com/ea/async/Async", "init", "()V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitAttribute(new Unknown());
        writer.newUTF8("Unknown");
        writer.newUTF8("Code");
        fill(writer, 65_534);

        assertThat(new Weaver(Program.classPath(Map.of()), WeaverOptions.DEFAULT.with("dialect", "ea-async"))
                        .weave(writer.toByteArray()))
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(Program.render(rejected.diagnostics()))
                                .startsWith("error[H008]: class is too large after weaving: ")
                                .contains("in Starts.start()"));
    }

    /** An attribute that may point to constants, so that all of them stay where they are. */
    private static final class Unknown extends Attribute {
        Unknown() {
            super("Unknown");
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
            return new ByteVector();
        }
    }

    /**
     * Parameters whose types have such long names that their descriptor is nearly as long as one can be: what is saved has no
     * room in the descriptor of another method, nor has the receiver of a call that is linked at run time.
     */
    @TestFactory
    Stream<DynamicTest> parametersWhoseTypesFillADescriptor() {
        int count = 240;
        int rest = "(Lnames/Names$Plain;)Ldev/heddle/Coroutine;".length();
        int length = (65_535 - rest) / count - "Lnames/Names$;".length();
        String type = "T".repeat(length);
        String parameters = numbered(count, i -> type + " v" + i).collect(Collectors.joining(", "));
        String arguments = numbered(count, i -> "new " + type + "(" + i + ")").collect(Collectors.joining(", "));
        String sum = numbered(count, i -> "v" + i + ".value").collect(Collectors.joining(" + "));
        String receiver = "Receiver" + "R".repeat(250);
        SortedMap<String, byte[]> compiled = Sources.of("names.Names", """
                package names;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;
                import dev.heddle.conformance.Case;
                import dev.heddle.conformance.Probe;

                class Names {
                    @Case
                    @Async
                    static Coroutine<Integer> inTheSameClass() {
                        return done(await(method(ARGUMENTS)) + await(Probe.of(1)));
                    }

                    @Case
                    @Async
                    static Coroutine<Integer> onAReceiver() {
                        RECEIVER receiver = new RECEIVER();
                        return done(await(receiver.method(ARGUMENTS)) + await(Probe.of(1)));
                    }

                    @Async
                    private static Coroutine<Integer> method(PARAMETERS) {
                        TYPE more = new TYPE(await(Probe.of(1)));
                        return done(await(Probe.of(2)) + more.value + SUM);
                    }

                    static class Plain {
                        @Async
                        Coroutine<Integer> method(PARAMETERS) {
                            TYPE more = new TYPE(await(Probe.of(3)));
                            return done(await(Probe.of(4)) + more.value + SUM);
                        }
                    }

                    static class RECEIVER extends Plain {}

                    static class TYPE {
                        final int value;

                        TYPE(int value) {
                            this.value = value;
                        }
                    }
                }
                """.replace("ARGUMENTS", arguments)
                        .replace("PARAMETERS", parameters)
                        .replace("SUM", sum)
                        .replace("TYPE", type)
                        .replace("RECEIVER", receiver))
                .classFiles();

        return Differential.tests("names.Names", compiled).stream();
    }

    @Test
    void aValueOfATypeThatNoFieldCanHaveIsReported() {
        String type = "x".repeat(65_534);
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "large/Named", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(
                Opcodes.ACC_STATIC, "method", "(Ldev/heddle/Coroutine;)Ldev/heddle/Coroutine;", null, null);
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        method.visitTypeInsn(Opcodes.NEW, type);
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        String await = "(Ldev/heddle/Coroutine;)Ljava/lang/Object;";
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/heddle/Coroutines", "await", await, false);
        method.visitInsn(Opcodes.POP);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        String done = "(Ljava/lang/Object;)Ldev/heddle/Coroutine;";
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/heddle/Coroutines", "done", done, false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(2, 2);
        method.visitEnd();

        assertThat(new Weaver(name -> null).weave(writer.toByteArray()))
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(Program.render(rejected.diagnostics()))
                                .startsWith("error[H008]: the type of a value that is kept has a name that is too long")
                                .contains("would have 65536 bytes, 1 over the limit"));
    }

    /** Adds fields until so many constants are there. */
    private static void fill(ClassWriter writer, int constants) {
        for (int field = 0; writer.newUTF8("field" + field) < constants; field++) {
            writer.visitField(0, "field" + field, "I", null, null).visitEnd();
        }
    }

    private static Stream<String> numbered(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text);
    }
}
