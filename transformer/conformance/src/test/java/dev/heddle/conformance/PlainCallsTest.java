package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The option {@code calls=plain}, for native images: nothing is linked at run time, and everything does the same. */
final class PlainCallsTest {
    /** The tag of such a constant (JVMS §4.4.8). */
    private static final int METHOD_HANDLE = 15;

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

    @ParameterizedTest
    @ValueSource(strings = {"cases", "programs"})
    void wovenCodeHasNoDynamicCallsOfItsOwn(String folder) {
        SortedMap<String, byte[]> compiled = Sources.in(folder).classFiles();
        assertThat(linkedCalls(Program.woven(compiled))).isPositive();
        assertThat(linkedCalls(plain(compiled))).isZero();
    }

    /** Constants are all that code can load and that bootstrap methods are given. */
    @ParameterizedTest
    @ValueSource(strings = {"cases", "programs"})
    void wovenCodeHasNoMethodHandlesOfItsOwn(String folder) {
        SortedMap<String, byte[]> compiled = Sources.in(folder).classFiles();
        Set<String> ofTheCompiler = handles(compiled.values());
        SortedMap<String, byte[]> frames = new TreeMap<>(plain(compiled).classFiles());
        assertThat(handles(frames.values())).isSubsetOf(ofTheCompiler);
        assertThat(handles(Program.woven(compiled).classFiles().values())).hasSizeGreaterThan(ofTheCompiler.size());
        frames.keySet().removeAll(compiled.keySet());
        assertThat(frames).isNotEmpty();
        assertThat(handles(frames.values())).isEmpty();
    }

    /** What is woven with linked calls finds no direct form in a class that is not, and calls the method itself. */
    @TestFactory
    Stream<DynamicNode> bothKindsOfCodeCallEachOther() {
        Sources sources = Sources.in("cases");
        SortedMap<String, byte[]> compiled = sources.classFilesOf(Path.of("cases", "VirtualCalls.java"));
        return Stream.of(0, 1)
                .map(first -> dynamicContainer(
                        first == 0 ? "the first is plain" : "the second is plain",
                        Differential.tests("cases.VirtualCalls", compiled, () -> everyOther(compiled, first))));
    }

    /** Every other class has plain calls. */
    private static Program everyOther(SortedMap<String, byte[]> compiled, int first) {
        SortedMap<String, byte[]> woven = new TreeMap<>();
        int number = 0;
        for (String name : compiled.keySet()) {
            WeaverOptions options = number++ % 2 == first ? PLAIN : WeaverOptions.DEFAULT;
            Weaver weaver = new Weaver(Program.classPath(compiled), options);
            SortedMap<String, byte[]> one = new TreeMap<>(compiled.subMap(name, name + '\0'));
            woven.putAll(Program.woven(one, weaver).classFiles());
        }
        return new Program(woven);
    }

    private static Program plain(SortedMap<String, byte[]> compiled) {
        return Program.woven(compiled, new Weaver(Program.classPath(compiled), PLAIN));
    }

    /** The method handles among the constants of classes: owner, name and descriptor. */
    private static Set<String> handles(Collection<byte[]> classFiles) {
        Set<String> handles = new TreeSet<>();
        for (byte[] classFile : classFiles) {
            ClassReader reader = new ClassReader(classFile);
            char[] buffer = new char[reader.getMaxStringLength()];
            for (int index = 1; index < reader.getItemCount(); index++) {
                int constant = reader.getItem(index);
                if (constant > 0 && classFile[constant - 1] == METHOD_HANDLE) {
                    int member = reader.getItem(reader.readUnsignedShort(constant + 1));
                    int nameAndType = reader.getItem(reader.readUnsignedShort(member + 2));
                    handles.add(reader.readClass(member, buffer) + "." + reader.readUTF8(nameAndType, buffer)
                            + reader.readUTF8(nameAndType + 2, buffer));
                }
            }
        }
        return handles;
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
