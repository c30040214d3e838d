package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** In which lines the code stands that weaving adds. */
final class LinesTest {
    private static final SortedMap<String, byte[]> WOVEN =
            Program.woven(Sources.of("Shop", """
                    import static dev.heddle.Coroutines.*;

                    import dev.heddle.Coroutine;
                    import dev.heddle.annotation.Async;

                    class Shop {
                        @Async
                        static Coroutine<Void> open() {
                            await(yieldNow());
                            await(yieldNow());
                            await(yieldNow());
                            return done();
                        }
                    }
                    """).classFiles()).classFiles();

    @Test
    void eachAwaitSuspendsInItsOwnLineAlsoWhereSeveralSaveTheSame() {
        assertThat(linesOfSuspending())
                .hasSize(2)
                .allSatisfy((body, lines) -> assertThat(lines).containsExactly(9, 10, 11));
    }

    private static SortedMap<String, List<Integer>> linesOfSuspending() {
        ClassNode shop = new ClassNode();
        new ClassReader(WOVEN.get("Shop")).accept(shop, 0);
        SortedMap<String, List<Integer>> lines = new TreeMap<>();
        for (MethodNode method : shop.methods) {
            int line = 0;
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof LineNumberNode number) {
                    line = number.line;
                } else if (insn instanceof MethodInsnNode call && call.name.contains("$suspend")) {
                    lines.computeIfAbsent(method.name, name -> new ArrayList<>())
                            .add(line);
                }
            }
        }
        return lines;
    }
}
