package dev.heddle.transform.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.Map;
import java.util.Set;
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

    /** Only known with the declarations of {@code Base}: its method can be called, and closing it has to be awaited. */
    @Test
    void supertypesOfANewerJavaAreReadAsFarAsTheyAreLikeTheOthers() {
        ClassBytes newer = name -> {
            byte[] bytes = program.classPath().find(name);
            return bytes == null || !Set.of("Base", "Resource").contains(name) ? bytes : withMajorVersion(bytes, 99);
        };
        Hierarchy above = new Hierarchy(ClassFile.parse(program.bytes("Program")), newer);

        assertThat(above.isSubtype("Derived", "dev/heddle/AsyncCloseable")).isTrue();
        assertThat(above.declaring("Derived", "size", "()Ldev/heddle/Coroutine;"))
                .extracting(type -> type.name)
                .isEqualTo("Base");
        WeaveResult.Woven woven = program.woven("Program");
        assertThat(new Weaver(newer).weave(program.bytes("Program")))
                .isInstanceOfSatisfying(WeaveResult.Woven.class, done -> {
                    assertThat(done.plan()).isEqualTo(woven.plan()).contains(" close ");
                    assertThat(done.classFile()).isEqualTo(woven.classFile());
                });
    }

    @Test
    void aSupertypeOfANewerJavaThatCannotBeReadIsUnknown() {
        ClassBytes newer = name -> {
            byte[] bytes = program.classPath().find(name);
            return bytes == null || !name.equals("Base") ? bytes : withUnknownConstant(withMajorVersion(bytes, 99));
        };
        Hierarchy above = new Hierarchy(ClassFile.parse(program.bytes("Program")), newer);

        assertThat(above.find("Base")).isNull();
        assertThat(new Weaver(newer).weave(program.bytes("Program"))).isInstanceOf(WeaveResult.Woven.class);
    }

    private static byte[] withMajorVersion(byte[] classFile, int version) {
        byte[] changed = classFile.clone();
        changed[7] = (byte) version;
        return changed;
    }

    /** The first constant gets a tag that there is not. */
    private static byte[] withUnknownConstant(byte[] classFile) {
        byte[] changed = classFile.clone();
        changed[10] = 21;
        return changed;
    }
}
