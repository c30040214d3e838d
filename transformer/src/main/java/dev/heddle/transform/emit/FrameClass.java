package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.StateTable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * The frame class of one async method: fields, a {@code resume} that enters the resume body, where it is suspended, and
 * the method's direct form where calls need it.
 *
 * <p>It is synthetic, and so are its methods: debuggers and coverage tools leave out what the user has not written.
 *
 * <pre>{@code
 * final class Store$buy$Coroutine extends Frame {
 *     Store this; String a0; int i0;
 *     protected Object resume(Object value, Throwable failure) throws Throwable {
 *         return this.this.buy$resume(this, value, failure); // or static
 *     }
 *     protected MethodHandle directForm() {
 *         return Store::buy$async; // as a constant
 *     }
 *     protected StackTraceElement position() {
 *         return new StackTraceElement("shop.Store", "buy", "Store.java", Frame.line(LINES, state));
 *     }
 * }
 * }</pre>
 */
final class FrameClass {
    private static final String STACK_TRACE_ELEMENT = "java/lang/StackTraceElement";

    private FrameClass() {}

    static byte[] emit(AsyncPlan plan, Stamp stamp) {
        ClassNode owner = plan.facts().owner();
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        int access = Opcodes.ACC_SUPER | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        writer.visit(owner.version, access, plan.frameClass(), null, RuntimeAbi.FRAME, null);
        if (owner.sourceFile != null) {
            writer.visitSource(owner.sourceFile, null);
        }
        for (Slot slot : plan.slots()) {
            writer.visitField(0, slot.name(), slot.type().getDescriptor(), null, null)
                    .visitEnd();
        }
        constructor(writer.visitMethod(Opcodes.ACC_SYNTHETIC, "<init>", "()V", null, null));
        resume(
                writer.visitMethod(
                        Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC,
                        RuntimeAbi.RESUME.name(),
                        RuntimeAbi.RESUME.descriptor(),
                        null,
                        new String[] {"java/lang/Throwable"}),
                plan);
        Handle directForm = DirectCall.constant(plan);
        if (directForm != null) {
            directForm(
                    writer.visitMethod(
                            Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC,
                            RuntimeAbi.DIRECT_FORM.name(),
                            RuntimeAbi.DIRECT_FORM.descriptor(),
                            null,
                            null),
                    directForm);
        }
        position(
                writer.visitMethod(
                        Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC,
                        RuntimeAbi.POSITION.name(),
                        RuntimeAbi.POSITION.descriptor(),
                        null,
                        null),
                plan);
        DumpMethods.add(writer, plan);
        writer.visitAttribute(new StatesAttribute(StateTable.of(plan)));
        writer.visitAttribute(stamp);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void constructor(MethodVisitor method) {
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, RuntimeAbi.FRAME, "<init>", "()V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void resume(MethodVisitor method, AsyncPlan plan) {
        ClassNode owner = plan.facts().owner();
        method.visitCode();
        if (plan.keepsThis()) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitFieldInsn(Opcodes.GETFIELD, plan.frameClass(), Slot.THIS, "L" + owner.name + ";");
        }
        for (int local = 0; local < 3; local++) {
            method.visitVarInsn(Opcodes.ALOAD, local);
        }
        method.visitMethodInsn(
                plan.keepsThis() ? Opcodes.INVOKEVIRTUAL : Opcodes.INVOKESTATIC,
                owner.name,
                ResumeBody.name(plan.facts().method().name),
                ResumeBody.descriptor(plan.frameClass()),
                (owner.access & Opcodes.ACC_INTERFACE) != 0);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void directForm(MethodVisitor method, Handle directForm) {
        method.visitCode();
        method.visitLdcInsn(directForm);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void position(MethodVisitor method, AsyncPlan plan) {
        ClassNode owner = plan.facts().owner();
        method.visitCode();
        method.visitTypeInsn(Opcodes.NEW, STACK_TRACE_ELEMENT);
        method.visitInsn(Opcodes.DUP);
        method.visitLdcInsn(owner.name.replace('/', '.'));
        method.visitLdcInsn(plan.facts().method().name);
        if (owner.sourceFile == null) {
            method.visitInsn(Opcodes.ACONST_NULL);
        } else {
            method.visitLdcInsn(owner.sourceFile);
        }
        method.visitLdcInsn(lines(plan));
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitFieldInsn(
                Opcodes.GETFIELD, RuntimeAbi.STATE.owner(), RuntimeAbi.STATE.name(), RuntimeAbi.STATE.descriptor());
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                RuntimeAbi.LINE.owner(),
                RuntimeAbi.LINE.name(),
                RuntimeAbi.LINE.descriptor(),
                false);
        method.visitMethodInsn(
                Opcodes.INVOKESPECIAL,
                STACK_TRACE_ELEMENT,
                "<init>",
                "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;I)V",
                false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** The line of each state, state 0 first, one character each: a constant that costs nothing until it is asked for. */
    private static String lines(AsyncPlan plan) {
        StringBuilder lines = new StringBuilder();
        lines.append((char) plan.line());
        plan.states().forEach(state -> lines.append((char) state.line()));
        return lines.toString();
    }
}
