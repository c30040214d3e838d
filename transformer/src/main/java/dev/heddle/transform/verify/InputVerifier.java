package dev.heddle.transform.verify;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.facts.TypeFlow;
import dev.heddle.transform.infer.OldCode;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.MalformedClassFile;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/**
 * Verifies the class that was to be woven, when weaving it has failed: by the same checks as its output, so that what no
 * virtual machine would run is not taken for a bug in Heddle. Stateless.
 */
public final class InputVerifier {
    private InputVerifier() {}

    /**
     * Verifies all methods of a class.
     *
     * @throws MalformedClassFile naming the first method that does not verify
     */
    public static void verify(ClassNode owner, ClassBytes classPath) {
        Hierarchy hierarchy = new Hierarchy(owner, classPath);
        rewrite(owner);
        for (MethodNode method : owner.methods) {
            boolean hasNoCode = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
            try {
                if (hasNoCode != (method.instructions.size() == 0)) {
                    throw new IllegalArgumentException(hasNoCode ? "it has code" : "it has no code");
                }
                if (!hasNoCode) {
                    checkRanges(method);
                    checkEnd(method);
                    new Analyzer<>(new BasicVerifier()).analyze(owner.name, method);
                    OldCode.modernize(owner, method, hierarchy);
                    StackMapCheck.run(owner.name, method, hierarchy);
                }
            } catch (AnalyzerException | RuntimeException | AssertionError | StackOverflowError invalid) {
                throw new MalformedClassFile("the code of `" + owner.name.replace('/', '.') + "." + method.name
                        + method.desc + "` does not verify: " + invalid.getMessage());
            }
        }
    }

    /** What cannot be written as it was read holds references that lead nowhere. */
    private static void rewrite(ClassNode owner) {
        try {
            ClassWriter writer = new ClassWriter(0);
            owner.accept(writer);
            writer.toByteArray();
        } catch (RuntimeException | AssertionError invalid) {
            throw new MalformedClassFile("it refers to what is not there or is something else");
        }
    }

    /** JVMS §4.10.1.6: control does not run over the end, not even from code that is never reached. */
    private static void checkEnd(MethodNode method) {
        AbstractInsnNode last = method.instructions.getLast();
        while (last != null && last.getOpcode() < 0) {
            last = last.getPrevious();
        }
        if (last != null && !TypeFlow.endsFlow(last.getOpcode()) && last.getOpcode() != Opcodes.RET) {
            throw new IllegalArgumentException("control runs over its end");
        }
    }

    /** JVMS §4.7.3: a protected range ends behind its start. */
    private static void checkRanges(MethodNode method) {
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (method.instructions.indexOf(block.start) >= method.instructions.indexOf(block.end)) {
                throw new IllegalArgumentException("a protected range is empty");
            }
        }
    }
}
