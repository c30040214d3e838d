package dev.heddle.transform.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A range of a method, as the compiler wrote it, in which a variable of the source can be seen. Immutable.
 *
 * @param from the first instruction of the range
 * @param to the first instruction behind it
 */
record Scope(LocalVariableNode variable, AbstractInsnNode from, AbstractInsnNode to) {
    /** The scopes of all variables, as far as the class file tells. */
    static List<Scope> all(MethodNode method) {
        List<Scope> scopes = new ArrayList<>();
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                if (isIn(method, variable.start) && isIn(method, variable.end)) {
                    scopes.add(new Scope(variable, variable.start, variable.end));
                }
            }
        }
        return scopes;
    }

    /**
     * The variables without those of which another one of the same name, in the same local, has the same range: no class may
     * have these (JVMS §4.7.13). Ranges that were different, but overlapped, may have become one where only a part of each is
     * left.
     */
    static List<LocalVariableNode> withoutRepetition(List<LocalVariableNode> variables, InsnList code) {
        Map<AbstractInsnNode, Integer> places = new IdentityHashMap<>();
        int instructions = 0;
        for (AbstractInsnNode insn : code) {
            places.put(insn, instructions);
            instructions += insn.getOpcode() >= 0 ? 1 : 0;
        }
        Set<List<Object>> known = new HashSet<>();
        List<LocalVariableNode> left = new ArrayList<>();
        for (LocalVariableNode variable : variables) {
            int from = Objects.requireNonNull(places.get(variable.start));
            int to = Objects.requireNonNull(places.get(variable.end));
            if (known.add(List.of(variable.name, variable.index, from, to))) {
                left.add(variable);
            }
        }
        return left;
    }

    /** A class file may declare a range that begins or ends inside of an instruction. */
    private static boolean isIn(MethodNode method, AbstractInsnNode label) {
        return method.instructions.indexOf(label) >= 0;
    }

    /** Whether the variable is the first local from the start of the method to its end. */
    boolean isThis(MethodNode method) {
        return variable.index == 0 && from == method.instructions.getFirst() && to == method.instructions.getLast();
    }
}
