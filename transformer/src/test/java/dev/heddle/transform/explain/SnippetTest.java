package dev.heddle.transform.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

class SnippetTest {
    private static final List<String> FILE = """
            class Shop {
                @Async
                @Deprecated
                Coroutine<Integer> total(String item,
                        int count)
                        throws IOException {
                    // total(item) is the sum
                    int first = await(price(item));

                    return done(first);
                }

                @Async Coroutine<Integer> one(String item) { return total(item, 1); }
                @Async Coroutine<Integer> two(String item) { return total(item, 2); }
                void start(TaskScope scope) {
                    scope.spawn(() -> {
                        await(one("x"));
                        return done();
                    });
                }
            \t@Async
            \tCoroutine<Integer> tabs() {
            \t\treturn done(1);
            \t}
            }
            """.lines().toList();

    @Test
    void theDeclarationIsFoundAboveTheFirstInstructionAndTheEndBelowTheLast() {
        Snippet total = Snippet.of(method("total", 8, 10), FILE);
        assertThat(total.first()).isEqualTo(2);
        assertThat(total.lines())
                .hasSize(10)
                .startsWith("@Async", "@Deprecated")
                .endsWith("    return done(first);", "}");
    }

    @Test
    void aMethodInOneLineIsThatLine() {
        assertThat(Snippet.of(method("one", 13), FILE))
                .isEqualTo(new Snippet(
                        13, List.of("@Async Coroutine<Integer> one(String item) { return total(item, 1); }")));
    }

    @Test
    void aMethodAboveIsNoAnnotation() {
        assertThat(Snippet.of(method("two", 14), FILE).first()).isEqualTo(14);
    }

    @Test
    void aLambdaBeginsWhereItsArrowIs() {
        assertThat(Snippet.of(method("lambda$start$0", 17, 18), FILE).lines())
                .containsExactly("scope.spawn(() -> {", "    await(one(\"x\"));", "    return done();", "});");
    }

    @Test
    void tabsAreBlanks() {
        assertThat(Snippet.of(method("tabs", 23), FILE).lines())
                .containsExactly("@Async", "Coroutine<Integer> tabs() {", "    return done(1);", "}");
    }

    @Test
    void aDeclarationThatIsNotFoundLeavesTheLinesThatAreKnown() {
        assertThat(Snippet.of(method("renamed", 8, 10), FILE).lines()).startsWith("int first = await(price(item));");
    }

    @Test
    void aFileThatIsTooShortIsAnotherVersion() {
        assertThat(Snippet.of(method("total", 8, 40), FILE).lines()).isEmpty();
        assertThat(Snippet.of(method("total"), FILE).lines()).isEmpty();
        assertThat(Snippet.of(method("total", 8), List.of()).lines()).isEmpty();
    }

    private static MethodNode method(String name, int... lines) {
        MethodNode method = new MethodNode(Opcodes.ACC_STATIC, name, "()V", null, null);
        for (int line : lines) {
            LabelNode label = new LabelNode();
            method.instructions.add(label);
            method.instructions.add(new LineNumberNode(line, label));
            method.instructions.add(new InsnNode(Opcodes.NOP));
        }
        return method;
    }
}
