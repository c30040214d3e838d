package dev.heddle.transform.emit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds how many bytes of an emitted method come from each line of the source. Stateless. */
final class BytesByLine {
    private BytesByLine() {}

    /**
     * The bytes of code by line, 0 for code of no line.
     *
     * @param method is changed, so it cannot be written any more
     * @param firstLine the line of what stands before the first line number
     * @param lines the lines of code that has no line numbers, by the label at its beginning
     */
    static SortedMap<Integer, Integer> of(MethodNode method, int firstLine, Map<LabelNode, @Nullable Integer> lines) {
        AbstractInsnNode[] code = method.instructions.toArray();
        LabelNode[] starts = new LabelNode[code.length + 1];
        for (int index = 0; index < code.length; index++) {
            starts[index] = new LabelNode();
            method.instructions.insertBefore(code[index], starts[index]);
        }
        starts[code.length] = new LabelNode();
        method.instructions.add(starts[code.length]);
        ClassWriter scratch = new ClassWriter(0);
        scratch.visit(Opcodes.V17, 0, "Scratch", null, "java/lang/Object", null);
        method.accept(scratch);
        SortedMap<Integer, Integer> bytes = new TreeMap<>();
        int line = firstLine;
        for (int index = 0; index < code.length; index++) {
            if (code[index] instanceof LineNumberNode number) {
                line = number.line;
            } else if (code[index] instanceof LabelNode label) {
                Integer known = lines.get(label);
                line = known == null ? line : known;
            }
            int length = starts[index + 1].getLabel().getOffset()
                    - starts[index].getLabel().getOffset();
            if (length > 0) {
                bytes.merge(line, length, Integer::sum);
            }
        }
        return bytes;
    }
}
