package dev.heddle.proof.futures;

import dev.heddle.proof.jar.Jar;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.RunningJdk;
import dev.heddle.transform.parse.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The rules that look at bytecode, over the jar of a library; what they find no mistake in is woven. Stateless. */
final class ClassRules {
    private static final Set<String> FUTURES =
            Set.of("L" + Names.COMPLETABLE_FUTURE + ";", "L" + Names.COMPLETION_STAGE + ";");

    /** What has no code, or no code of its own, or cannot be async. */
    private static final int OTHERS =
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_SYNCHRONIZED;

    private ClassRules() {}

    /** What they say. */
    static Findings of(Library library, Asking asking, WeaverOptions options) {
        Findings findings = new Findings();
        try (ClassPath jars = ClassPath.open(library.classPath())) {
            ClassBytes classPath = name -> {
                byte[] found = jars.find(name);
                return found == null ? RunningJdk.INSTANCE.find(name) : found;
            };
            Weaver weaver = new Weaver(classPath, options);
            Jar.classes(library.jar()).forEach((name, classFile) -> look(name, classFile, asking, weaver, findings));
        }
        return findings;
    }

    private static void look(String name, byte[] classFile, Asking asking, Weaver weaver, Findings findings) {
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, 0);
        int annotated = asking == Asking.ANNOTATED ? annotate(type) : 0;
        byte[] shown = classFile;
        if (annotated > 0) {
            ClassWriter writer = new ClassWriter(0);
            type.accept(writer);
            shown = writer.toByteArray();
        }
        findings.lookedAt(annotated);
        try {
            for (Diagnostic diagnostic : weaver.weave(shown).diagnostics()) {
                findings.found(diagnostic.code(), diagnostic.isError(), line(diagnostic));
            }
        } catch (RuntimeException | Error bug) {
            findings.failed(name + ": " + bug);
        }
    }

    private static int annotate(ClassNode type) {
        int annotated = 0;
        for (MethodNode method : type.methods) {
            boolean returnsFuture = FUTURES.contains(method.desc.substring(method.desc.indexOf(')') + 1));
            if (returnsFuture && (method.access & OTHERS) == 0) {
                List<AnnotationNode> annotations =
                        method.invisibleAnnotations == null ? new ArrayList<>() : method.invisibleAnnotations;
                annotations.add(new AnnotationNode(Names.ASYNC_DESCRIPTOR));
                method.invisibleAnnotations = annotations;
                annotated++;
            }
        }
        return annotated;
    }

    private static String line(Diagnostic diagnostic) {
        return diagnostic.code() + " " + diagnostic.place().file() + ":"
                + diagnostic.place().line() + " in " + diagnostic.place().method() + ": " + diagnostic.message();
    }
}
