package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Methods with many awaits and many live variables stay small enough to be woven. */
final class LargeMethodsTest {
    private static final int LIVE_LONGS = 20;
    private static final int BYTES_FOR_A_FURTHER_AWAIT = 60;

    @Test
    void fourHundredAwaitsWithTwentyLiveLongsAreWoven() throws ClassNotFoundException {
        assertThat(woven(400).verify()).isPositive();
    }

    @Test
    void aFurtherAwaitWithTheSameLiveVariablesCostsFewBytes() {
        int few = largestMethod(woven(200));
        int many = largestMethod(woven(400));

        assertThat((many - few) / 200).isLessThanOrEqualTo(BYTES_FOR_A_FURTHER_AWAIT);
    }

    private static Program woven(int awaits) {
        String simpleName = "Awaits" + awaits;
        return Program.woven(
                Sources.of("large." + simpleName, source(simpleName, awaits)).classFiles());
    }

    private static String source(String simpleName, int awaits) {
        String variables = IntStream.range(0, LIVE_LONGS)
                .mapToObj(i -> "        long v" + i + " = System.nanoTime();\n")
                .collect(Collectors.joining());
        String suspensions =
                IntStream.range(0, awaits).mapToObj(i -> "        await(c);\n").collect(Collectors.joining());
        String sum = IntStream.range(0, LIVE_LONGS).mapToObj(i -> "v" + i).collect(Collectors.joining(" + "));
        return """
                package large;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Awaitable;
                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;

                class NAME {
                    @Async
                    static Coroutine<Long> method(Awaitable<Long> c) {
                VARIABLES
                SUSPENSIONS
                        return done(SUM);
                    }
                }
                """.replace("NAME", simpleName)
                .replace("VARIABLES", variables)
                .replace("SUSPENSIONS", suspensions)
                .replace("SUM", sum);
    }

    /** Bytes of code in the longest method. */
    private static int largestMethod(Program program) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        program.classFiles()
                .forEach((name, classFile) -> new ClassReader(classFile).accept(new CodeSizes(name, sizes), 0));
        return sizes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Writes a class anew to learn where the code of each method ends. */
    private static final class CodeSizes extends ClassVisitor {
        private final String owner;
        private final Map<String, Integer> sizes;

        CodeSizes(String owner, Map<String, Integer> sizes) {
            super(Opcodes.ASM9, new ClassWriter(0));
            this.owner = owner;
            this.sizes = sizes;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMaxs(int maxStack, int maxLocals) {
                    Label end = new Label();
                    visitLabel(end);
                    super.visitMaxs(maxStack, maxLocals);
                    sizes.put(owner + "." + name, end.getOffset());
                }
            };
        }
    }
}
