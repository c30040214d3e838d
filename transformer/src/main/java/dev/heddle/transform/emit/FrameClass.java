package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.StateTable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

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
        resume(plan).addTo(writer);
        Handle directForm = DirectCall.constant(plan);
        if (directForm != null) {
            FrameMethod method = new FrameMethod(RuntimeAbi.DIRECT_FORM);
            method.code().constant(directForm);
            method.addTo(writer);
        }
        position(plan).addTo(writer);
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

    private static FrameMethod resume(AsyncPlan plan) {
        ClassNode owner = plan.facts().owner();
        FrameMethod method = new FrameMethod(RuntimeAbi.RESUME, "java/lang/Throwable");
        Code code = method.code();
        if (plan.keepsThis()) {
            code.loadRef(0).getField(plan.frameClass(), Slot.THIS, Type.getObjectType(owner.name));
        }
        code.loadRef(0).loadRef(1).loadRef(2);
        code.add(new MethodInsnNode(
                plan.keepsThis() ? Opcodes.INVOKEVIRTUAL : Opcodes.INVOKESTATIC,
                owner.name,
                ResumeBody.name(plan.facts().method().name),
                ResumeBody.descriptor(plan.frameClass()),
                (owner.access & Opcodes.ACC_INTERFACE) != 0));
        return method;
    }

    private static FrameMethod position(AsyncPlan plan) {
        ClassNode owner = plan.facts().owner();
        FrameMethod method = new FrameMethod(RuntimeAbi.POSITION);
        Code code = method.code();
        code.type(Opcodes.NEW, STACK_TRACE_ELEMENT).insn(Opcodes.DUP);
        code.constant(owner.name.replace('/', '.'));
        code.constant(plan.facts().method().name);
        if (owner.sourceFile == null) {
            code.insn(Opcodes.ACONST_NULL);
        } else {
            code.constant(owner.sourceFile);
        }
        RuntimeAbi.Member state = RuntimeAbi.STATE;
        code.constant(lines(plan)).loadRef(0).getField(state.owner(), state.name(), Type.getType(state.descriptor()));
        code.callStatic(RuntimeAbi.LINE);
        code.add(new MethodInsnNode(
                Opcodes.INVOKESPECIAL,
                STACK_TRACE_ELEMENT,
                "<init>",
                "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;I)V",
                false));
        return method;
    }

    /** The line of each state, state 0 first, one character each: a constant that costs nothing until it is asked for. */
    private static String lines(AsyncPlan plan) {
        StringBuilder lines = new StringBuilder();
        lines.append((char) plan.line());
        plan.states().forEach(state -> lines.append((char) state.line()));
        return lines.toString();
    }
}
