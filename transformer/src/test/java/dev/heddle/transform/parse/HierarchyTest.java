package dev.heddle.transform.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Class files of a hierarchy that no virtual machine would load: each question about it still has an answer. */
@Timeout(60)
class HierarchyTest {
    private final Fixture program = Fixture.compile("""
            interface Resource extends AsyncCloseable {}
            class Base implements Resource {
                public void close() {}
                @Async Coroutine<Integer> size() { return done(1); }
            }
            class Derived extends Base {}
            class Program {
                @Async static Coroutine<Integer> use(Derived derived, CompletionStage<Integer> stage) {
                    try (Derived closed = derived) {
                        return done(await(derived.size()) + await(stage));
                    }
                }
            }
            """);

    /** Base extends Derived, which extends Base; Resource extends itself. */
    private final Map<String, byte[]> circular = Map.of(
            "Base", type("Base", "Derived", "Resource"),
            "Derived", type("Derived", "Base"),
            "Resource", type("Resource", "java/lang/Object", "Resource"));

    private final ClassBytes classPath =
            name -> circular.getOrDefault(name, program.classPath().find(name));

    private final Hierarchy hierarchy = new Hierarchy(ClassFile.parse(program.bytes("Program")), classPath);

    private static byte[] type(String name, String superName, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        int kind = name.equals("Resource") ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_SUPER;
        writer.visit(Opcodes.V17, kind, name, null, superName, interfaces);
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void aClassThatExtendsItselfOverAnotherIsASubtypeOfWhatIsInTheCircle() {
        assertThat(hierarchy.isSubtype("Base", "Derived")).isTrue();
        assertThat(hierarchy.isSubtype("Derived", "Resource")).isTrue();
        assertThat(hierarchy.isSubtype("Derived", "java/lang/Runnable")).isFalse();
        assertThat(hierarchy.mayBeSubtype("Derived", "Program")).isFalse();
    }

    @Test
    void noClassOfACircleDeclaresAMethodThatNoneOfThemDeclares() {
        assertThat(hierarchy.declaring("Derived", "size", "()Ldev/heddle/Coroutine;"))
                .isNull();
    }

    @Test
    void aProgramThatUsesACircleIsWoven() {
        WeaveResult result = new Weaver(classPath).weave(program.bytes("Program"));

        assertThat(result).isInstanceOf(WeaveResult.Woven.class);
    }
}
