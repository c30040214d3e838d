package dev.heddle.transform.emit;

import dev.heddle.transform.emit.RuntimeAbi.Member;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** A method of a frame class that overrides one of the runtime's, and returns the reference that its code leaves. */
final class FrameMethod {
    private final MethodNode method;
    private final Code code;

    FrameMethod(Member overridden, String... exceptions) {
        method = new MethodNode(
                Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC,
                overridden.name(),
                overridden.descriptor(),
                null,
                exceptions);
        code = new Code(method.instructions);
    }

    Code code() {
        return code;
    }

    void addTo(ClassWriter frame) {
        code.insn(Opcodes.ARETURN);
        method.accept(frame);
    }
}
