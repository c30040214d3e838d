package dev.heddle.transform.verify;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.facts.TypeFlow;
import dev.heddle.transform.facts.Types;
import dev.heddle.transform.infer.OldCode;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.MalformedClassFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.BasicVerifier;
import org.objectweb.asm.tree.analysis.Frame;

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
                    checkEnd(method);
                    new Analyzer<>(new BasicVerifier()).analyze(owner.name, method);
                    OldCode.modernize(owner, method, hierarchy);
                    checkRanges(method);
                    StackMapCheck.run(owner.name, method, hierarchy);
                    checkKinds(owner, method);
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
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            owner.accept(writer);
            writer.toByteArray();
        } catch (RuntimeException | AssertionError invalid) {
            throw new MalformedClassFile("it refers to what is not there or is something else");
        }
    }

    /** Each instruction gets the kinds of operands and locals that it takes, also where only the stack map leads to it. */
    private static void checkKinds(ClassNode owner, MethodNode method) throws AnalyzerException {
        @Nullable Frame<BasicValue>[] types = TypeFlow.of(owner.name, method);
        BasicVerifier verifier = new BasicVerifier();
        for (int index = 0; index < types.length; index++) {
            Frame<BasicValue> before = types[index];
            AbstractInsnNode insn = method.instructions.get(index);
            if (before != null && insn.getOpcode() >= 0) {
                checkArguments(insn, before);
                Frame<BasicValue> kinds = new Frame<>(before);
                for (int local = 0; local < kinds.getLocals(); local++) {
                    kinds.setLocal(local, kind(kinds.getLocal(local)));
                }
                for (int operand = 0; operand < kinds.getStackSize(); operand++) {
                    kinds.setStack(operand, kind(kinds.getStack(operand)));
                }
                kinds.setReturn(verifier.newReturnTypeValue(Type.getReturnType(method.desc)));
                kinds.execute(insn, verifier);
            }
        }
    }

    /** JVMS §4.10.1.9: an object whose constructor has not run is nobody's argument. */
    private static void checkArguments(AbstractInsnNode insn, Frame<BasicValue> before) {
        if (insn instanceof MethodInsnNode call) {
            for (int argument = Type.getArgumentTypes(call.desc).length; argument > 0; argument--) {
                if (before.getStack(before.getStackSize() - argument) instanceof Types.Uninitialized) {
                    throw new IllegalArgumentException("an object is passed on before its constructor has run");
                }
            }
        }
    }

    private static BasicValue kind(BasicValue value) {
        return value.isReference() ? BasicValue.REFERENCE_VALUE : value;
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

    /** JVMS §4.7.3 and §4.10.1: a protected range ends behind its start, and its handler has a stack map entry. */
    private static void checkRanges(MethodNode method) {
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (method.instructions.indexOf(block.start) >= method.instructions.indexOf(block.end)) {
                throw new IllegalArgumentException("a protected range is empty");
            }
            AbstractInsnNode entry = block.handler;
            while (entry != null && entry.getOpcode() < 0 && !(entry instanceof FrameNode)) {
                entry = entry.getNext();
            }
            if (!(entry instanceof FrameNode)) {
                throw new IllegalArgumentException("an exception handler has no stack map entry");
            }
        }
    }
}
