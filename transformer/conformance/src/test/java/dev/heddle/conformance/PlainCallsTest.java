package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The option {@code calls=plain}, for native images: nothing is linked at run time, and everything does the same. */
final class PlainCallsTest {
    private static final WeaverOptions PLAIN = WeaverOptions.DEFAULT.with("calls", "plain");

    @TestFactory
    Stream<DynamicNode> plainCallsDoWhatBlockingCallsDo() {
        Sources sources = Sources.in("cases");
        return sources.files().stream()
                .filter(file -> file.endsWith("VirtualCalls.java") || file.endsWith("DeepCalls.java"))
                .flatMap(file -> {
                    SortedMap<String, byte[]> compiled = sources.classFilesOf(file);
                    return Differential.tests(Sources.className(file), compiled, () -> plain(compiled)).stream();
                });
    }

    @Test
    void wovenCodeHasNoDynamicCallsOfItsOwn() {
        SortedMap<String, byte[]> compiled = Sources.in("programs").classFiles();
        assertThat(linkedCalls(Program.woven(compiled))).isPositive();
        assertThat(linkedCalls(plain(compiled))).isZero();
    }

    private static Program plain(SortedMap<String, byte[]> compiled) {
        return Program.woven(compiled, new Weaver(Program.classPath(compiled), PLAIN));
    }

    private static int linkedCalls(Program program) {
        int linked = 0;
        for (byte[] classFile : program.classFiles().values()) {
            ClassNode node = new ClassNode();
            new ClassReader(classFile).accept(node, 0);
            for (MethodNode method : node.methods) {
                for (AbstractInsnNode insn : method.instructions) {
                    if (insn instanceof InvokeDynamicInsnNode dynamic
                            && dynamic.bsm.getOwner().startsWith("dev/heddle/")) {
                        linked++;
                    }
                }
            }
        }
        return linked;
    }
}
