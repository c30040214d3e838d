package dev.heddle.transform.explain;

import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the bytecode of a method as text, much as {@code javap -c} does: lines of the source, offsets, instructions, and the
 * exception table. Offsets are those of a method that is alone in its class, where each constant has a small number. Used
 * once.
 */
final class Disassembler extends MethodVisitor {
    private static final int LONGEST_STRING = 60;
    private static final String[] ARRAY_TYPES = {"boolean", "char", "float", "double", "byte", "short", "int", "long"};

    /** Texts that can be made when all offsets are known. */
    private final List<Supplier<String>> lines = new ArrayList<>();

    private final List<Supplier<String>> handlers = new ArrayList<>();
    private final Label end = new Label();

    private Disassembler(MethodVisitor offsets) {
        super(Opcodes.ASM9, offsets);
    }

    /** The listing of a method; the method can still be used afterwards. */
    static Listing list(String title, MethodNode method) {
        ClassWriter scratch = new ClassWriter(0);
        scratch.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Scratch", null, "java/lang/Object", null);
        Disassembler disassembler =
                new Disassembler(scratch.visitMethod(Opcodes.ACC_STATIC, "method", "()V", null, null));
        method.instructions.resetLabels();
        if (method.tryCatchBlocks != null) {
            method.tryCatchBlocks.forEach(block -> block.accept(disassembler));
        }
        disassembler.visitCode();
        method.instructions.accept(disassembler);
        disassembler.visitEnd();
        return new Listing(title, disassembler.end.getOffset(), disassembler.text());
    }

    private List<String> text() {
        List<String> text = new ArrayList<>();
        lines.forEach(line -> text.add(line.get()));
        handlers.forEach(line -> text.add(line.get()));
        return text;
    }

    @Override
    public void visitEnd() {
        mv.visitLabel(end);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        lines.add(() -> "line " + line);
    }

    @Override
    public void visitFrame(int type, int locals, Object @Nullable [] local, int stack, Object @Nullable [] operands) {
        // says nothing about what is done
    }

    @Override
    public void visitTryCatchBlock(Label start, Label stop, Label handler, @Nullable String type) {
        String caught = type == null ? "anything" : name(type);
        handlers.add(() -> "catch " + caught + " from " + start.getOffset() + " to " + stop.getOffset() + ": go to "
                + handler.getOffset());
    }

    @Override
    public void visitInsn(int opcode) {
        instruction(() -> Mnemonics.of(opcode));
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        String shown = opcode == Opcodes.NEWARRAY ? ARRAY_TYPES[operand - Opcodes.T_BOOLEAN] : String.valueOf(operand);
        instruction(() -> Mnemonics.of(opcode) + " " + shown);
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        instruction(() -> Mnemonics.of(opcode) + " " + local);
        super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitIincInsn(int local, int increment) {
        instruction(() -> "iinc " + local + " by " + increment);
        super.visitIincInsn(local, increment);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        instruction(() -> Mnemonics.of(opcode) + " " + name(type));
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
        instruction(() -> Mnemonics.of(opcode) + " " + name(owner) + "." + field + ": " + type(descriptor));
        super.visitFieldInsn(opcode, owner, field, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
        instruction(() -> Mnemonics.of(opcode) + " " + name(owner) + "." + call(method, descriptor));
        super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
        List<String> shown = new ArrayList<>();
        for (Object argument : arguments) {
            shown.add(constant(argument));
        }
        instruction(() -> "invokedynamic " + call(method, descriptor) + " linked by " + name(bootstrap.getOwner()) + "."
                + bootstrap.getName() + "(" + String.join(", ", shown) + ")");
        super.visitInvokeDynamicInsn(method, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
        instruction(() -> Mnemonics.of(opcode) + " " + target.getOffset());
        super.visitJumpInsn(opcode, target);
    }

    @Override
    public void visitLdcInsn(Object value) {
        instruction(() -> "ldc " + constant(value));
        super.visitLdcInsn(value);
    }

    @Override
    public void visitTableSwitchInsn(int first, int last, Label otherwise, Label... targets) {
        int[] keys = new int[targets.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = first + i;
        }
        instruction(() -> "tableswitch " + cases(keys, targets, otherwise));
        super.visitTableSwitchInsn(first, last, otherwise, targets);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
        instruction(() -> "lookupswitch " + cases(keys, targets, otherwise));
        super.visitLookupSwitchInsn(otherwise, keys, targets);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        instruction(() -> "multianewarray " + type(descriptor) + " " + dimensions);
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }

    private void instruction(Supplier<String> text) {
        Label place = new Label();
        mv.visitLabel(place);
        lines.add(() -> "%6d  %s".formatted(place.getOffset(), text.get()));
    }

    private static String cases(int[] keys, Label[] targets, Label otherwise) {
        StringBuilder cases = new StringBuilder();
        for (int i = 0; i < keys.length; i++) {
            cases.append(keys[i]).append(": ").append(targets[i].getOffset()).append(", ");
        }
        return cases.append("else ").append(otherwise.getOffset()).toString();
    }

    private static String constant(Object value) {
        if (value instanceof String text) {
            String shown = text.length() > LONGEST_STRING ? text.substring(0, LONGEST_STRING) + "..." : text;
            return '"'
                    + shown.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\t", "\\t")
                    + '"';
        }
        if (value instanceof Type type) {
            return type.getSort() == Type.METHOD ? call("", type.getDescriptor()) : TypeNames.of(type) + ".class";
        }
        return value instanceof Handle handle ? name(handle.getOwner()) + "::" + handle.getName() : value.toString();
    }

    private static String call(String method, String descriptor) {
        return TypeNames.parameters(method, descriptor) + ": " + TypeNames.of(Type.getReturnType(descriptor));
    }

    private static String type(String descriptor) {
        return TypeNames.of(Type.getType(descriptor));
    }

    private static String name(String internalName) {
        return TypeNames.of(Type.getObjectType(internalName));
    }
}
