package dev.heddle.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.parse.ClassFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

class WeaverTest {
    private static final String ONE_AWAIT = """
            class Program {
                @Async static Coroutine<Integer> twice(CompletionStage<Integer> stage) {
                    int value = await(stage);
                    return done(2 * value);
                }
            }
            """;

    @Test
    void aClassThatNamesNothingOfHeddleIsUnchanged() {
        assertThat(Fixture.compile("class Program { int one() { return 1; } }").weave("Program"))
                .isSameAs(WeaveResult.Unchanged.INSTANCE);
    }

    @Test
    void equalInputGivesEqualBytes() {
        WeaveResult.Woven first = Fixture.compile(ONE_AWAIT).woven("Program");
        WeaveResult.Woven second = Fixture.compile(ONE_AWAIT).woven("Program");
        assertThat(first.classFile()).isEqualTo(second.classFile());
        assertThat(first.frames().keySet()).isEqualTo(second.frames().keySet());
        first.frames()
                .forEach((name, bytes) -> assertThat(second.frames().get(name)).isEqualTo(bytes));
    }

    @Test
    void aWovenClassAndItsFramesAreUnchanged() {
        WeaveResult.Woven woven = Fixture.compile(ONE_AWAIT).woven("Program");
        Weaver weaver = new Weaver(ClassBytes.NONE);
        assertThat(weaver.weave(woven.classFile())).isSameAs(WeaveResult.Unchanged.INSTANCE);
        assertThat(woven.frames().values())
                .allSatisfy(frame -> assertThat(weaver.weave(frame)).isSameAs(WeaveResult.Unchanged.INSTANCE));
    }

    @Test
    void aClassOfAFutureVersionIsWovenAndKeepsItsVersion() {
        byte[] input = Fixture.compile(ONE_AWAIT).bytes("Program").clone();
        input[7] = 99;
        WeaveResult result = new Weaver(ClassBytes.NONE).weave(input);
        assertThat(result).isInstanceOfSatisfying(WeaveResult.Woven.class, woven -> {
            assertThat(woven.classFile()[7]).isEqualTo((byte) 99);
            assertThat(woven.frames().values())
                    .allSatisfy(frame -> assertThat(frame[7]).isEqualTo((byte) 99));
        });
    }

    @Test
    void anAttributeThatNobodyKnowsStillPointsToItsConstant() {
        ClassNode program = new ClassNode();
        new ClassReader(Fixture.compile(ONE_AWAIT).bytes("Program")).accept(program, 0);
        ClassWriter writer = new ClassWriter(0);
        for (int constant = 0; constant < 100; constant++) {
            writer.newUTF8("not used " + constant);
        }
        int index = writer.newUTF8("pointed to");
        program.accept(writer);
        writer.visitAttribute(new Pointer(index));
        WeaveResult result = new Weaver(ClassBytes.NONE).weave(writer.toByteArray());

        assertThat(result).isInstanceOfSatisfying(WeaveResult.Woven.class, woven -> {
            int start = new ClassReader(woven.classFile()).getItem(index);
            String constant = new String(woven.classFile(), start + 2, "pointed to".length(), StandardCharsets.UTF_8);
            assertThat(constant).isEqualTo("pointed to");
        });
    }

    @Test
    void methodsOfNestedClassesAndMethodsWithADollarHaveFramesOfTheirOwn() {
        Fixture program = Fixture.compile("""
            class Program {
                @Async static Coroutine<Integer> a$b(CompletionStage<Integer> stage) { return done(await(stage)); }
                static class a {
                    @Async static Coroutine<Integer> b(CompletionStage<Integer> stage) { return done(await(stage)); }
                }
            }
            """);
        assertThat(program.woven("Program").frames().keySet())
                .doesNotContainAnyElementsOf(program.woven("Program$a").frames().keySet());
    }

    @Test
    void bytesThatAreNoClassFileAreRefused() {
        assertThat(rejection(new byte[20])).isEqualTo("""
                error[H014]: not a valid class file
                   = note: it does not begin like one
                   = help: compile the class again; if it is meant to be so, exclude it from weaving""");
    }

    @Test
    void aClassFileCutOffInItsConstantPoolIsRefused() {
        byte[] whole = Fixture.compile(ONE_AWAIT).bytes("Program");
        byte[] part = java.util.Arrays.copyOf(whole, 60);
        assertThat(rejection(part)).contains("H014").contains("it is cut off in its constant pool");
    }

    @Test
    void aConstantThatOnlyANewerJavaHasIsNoDamage() {
        byte[] newer =
                NewerJava.withConstant(Fixture.compile(ONE_AWAIT).bytes("Program"), NewerJava.TAG, NewerJava.VERSION);

        assertThat(rejection(newer)).isEqualTo("""
                error[H014]: the class file is of a newer Java than this version of Heddle knows
                   = note: it has version 99, and the newest one that is known is %d
                   = note: there is no constant with tag 21
                   = help: use a newer version of Heddle, or compile the class for an older Java, with `--release`; a \
                class that is not to be woven can be excluded""".formatted(ClassFile.NEWEST));
    }

    @Test
    void theSameConstantIsDamageInAClassFileThatIsKnown() {
        byte[] damaged =
                NewerJava.withConstant(Fixture.compile(ONE_AWAIT).bytes("Program"), NewerJava.TAG, ClassFile.NEWEST);

        assertThat(rejection(damaged)).startsWith("error[H014]: not a valid class file\n");
    }

    @Test
    void anInstructionThatOnlyANewerJavaHasIsNoDamage() {
        byte[] newer = Fixture.compile("""
                class Program {
                    @Async static Coroutine<Integer> program(CompletionStage<Integer> stage) {
                        double needle = 1234.5;
                        return done(await(stage) + (int) needle);
                    }
                }
                """).bytes("Program").clone();
        newer[7] = 99;
        newer[d2i(newer)] = (byte) 203;

        assertThat(rejection(newer))
                .startsWith("error[H014]: the class file is of a newer Java than this version of Heddle knows\n")
                .contains("there is no opcode 203");
    }

    /** Where an int is made of a double, to be added. */
    private static int d2i(byte[] classFile) {
        for (int at = 0; at < classFile.length - 1; at++) {
            if (classFile[at] == (byte) Opcodes.D2I && classFile[at + 1] == Opcodes.IADD) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }

    private static String rejection(byte[] damaged) {
        WeaveResult result = new Weaver(ClassBytes.NONE).weave(damaged);
        return ((WeaveResult.Rejected) result).diagnostics().get(0).render();
    }

    @Test
    void allMistakesOfAClassAreReportedAtOnceByLine() {
        String messages = Fixture.compile("""
                        class Program {
                            static int plain(CompletionStage<Integer> stage) {
                                return await(stage);
                            }
                            @Async static int wrong() {
                                return 1;
                            }
                            @Async static Coroutine<Integer> locked(Object lock, CompletionStage<Integer> stage) {
                                synchronized (lock) {
                                    return done(await(stage));
                                }
                            }
                        }
                        """).rejection("Program");
        assertThat(messages).isEqualTo("""
                        error[H001]: `await` in a method that is not `@Async`
                          --> Program.java:8 in Program.plain(CompletionStage)
                           = note: only a woven method can suspend
                           = help: annotate the method with `@Async` and return `Coroutine<Integer>`

                        error[H003]: an `@Async` method cannot return `int`
                          --> Program.java:11 in Program.wrong()
                           = note: its result is not there when the call returns
                           = help: return `Coroutine<...>`, `AsyncStream<...>`, `CompletableFuture<...>` or `CompletionStage<...>`

                        error[H002]: `await` while holding a monitor
                          --> Program.java:15 in Program.locked(Object, CompletionStage)
                           = note: a monitor belongs to a thread, not to a task: while this task waits, another one on the \
                        same thread could enter
                           = help: await before the `synchronized` block or after it; state that only tasks of one loop \
                        touch needs no lock""");
    }

    @Test
    void aMethodTooLargeAfterWeavingIsReportedWithItsBytesByLine() {
        StringBuilder body = new StringBuilder();
        body.append("sum += await(stage) + sum / 3;\n".repeat(20));
        body.append("sum += await(stage) + sum / 3; ".repeat(1500)).append('\n');
        body.append("sum += await(stage); ".repeat(1000)).append('\n');
        String message = Fixture.compile(
                        "class Program { @Async static Coroutine<Long> large(CompletionStage<Long> stage)"
                                + " { long sum = 0;\n" + body + "return done(sum); } }")
                .rejection("Program");
        assertThat(message).isEqualTo("""
                error[H008]: method is too large after weaving: 97325 bytes, 31790 over the limit
                  --> Program.java:6 in Program.large(CompletionStage)
                   = note: its resume body is too large, with 2520 suspension points and 3 slots
                   = note: bytes by line: line 27: 49397, line 28: 31053, line 6: 10117, line 7: 6149, line 12: 32, \
                line 13: 32, line 14: 32, line 15: 32, 16 others: 481
                   = help: move a part of it to another `@Async` method""");
    }

    @Test
    void aMethodTooLargeIsNotTakenForOneWhoseNameItBeginsWith() {
        String message = Fixture.compile("class Program { @Async static Coroutine<Long> l(CompletionStage<Long> stage)"
                        + " { return done(await(stage)); }"
                        + " @Async static Coroutine<Long> large(CompletionStage<Long> stage)"
                        + " { long sum = 0;\n" + "sum += await(stage) + sum / 3 - 77777L;\n".repeat(2600)
                        + "return done(sum); } }")
                .rejection("Program");
        assertThat(message).contains("in Program.large(CompletionStage)");
    }

    @Test
    void aBlockLeftInAnEndlessLoopAfterAnExceptionWasHandledHasNotFailed() {
        List<String> closes = closesOf("""
                        while (true) {
                            try (Connection connection = await(next)) {
                                try {
                                    await(next);
                                } catch (RuntimeException e) {
                                    continue;
                                }
                                await(next);
                            }
                        }
                        """);
        assertThat(closes)
                .hasSize(3)
                .filteredOn(line -> line.contains("after failure"))
                .hasSize(1);
    }

    @Test
    void aBlockLeftByBreakAfterAnExceptionWasHandledHasNotFailed() {
        List<String> closes = closesOf("""
                        while (true) {
                            try (Connection connection = await(next)) {
                                try {
                                    await(next);
                                } catch (RuntimeException e) {
                                    break;
                                }
                                await(next);
                            }
                        }
                        throw new IllegalStateException("left");
                        """);
        assertThat(closes)
                .hasSize(3)
                .filteredOn(line -> line.contains("after failure"))
                .hasSize(1);
    }

    @Test
    void aResourceForgottenInFinallyIsClosedAfterAFailureAsWell() {
        List<String> closes = closesOf("""
                        Connection connection = await(next);
                        try {
                            await(next);
                        } finally {
                            connection.close();
                            connection = null;
                        }
                        return done();
                        """);
        assertThat(closes)
                .hasSize(2)
                .filteredOn(line -> line.contains("after failure"))
                .hasSize(1);
    }

    @Test
    void aResourceOpenedWhileAnExceptionIsOnItsWayHasNotFailed() {
        List<String> closes = closesOf("""
                        try {
                            await(next);
                        } catch (RuntimeException e) {
                            Connection log = await(next);
                            await(next);
                            log.close();
                            throw e;
                        }
                        return done();
                        """);
        assertThat(closes).hasSize(1).noneMatch(line -> line.contains("after failure"));
    }

    /** What is closed by a method that does this with the connections that it awaits. */
    private static List<String> closesOf(String statements) {
        return Fixture.compile("""
                        class Program {
                            interface Connection extends AsyncCloseable {}
                            @Async static Coroutine<Void> serve(CompletionStage<Connection> next) {
                        """ + statements + "}}")
                .woven("Program")
                .plan()
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" close "))
                .toList();
    }

    /** An attribute that is the index of a constant. */
    private static final class Pointer extends Attribute {
        private final int index;

        Pointer(int index) {
            super("org.example.Pointer");
            this.index = index;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
            return new ByteVector().putShort(index);
        }
    }
}
