package dev.heddle.transform.emit;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
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
                scopes.add(new Scope(variable, variable.start, variable.end));
            }
        }
        return scopes;
    }

    /** Whether the variable is the first local from the start of the method to its end. */
    boolean isThis(MethodNode method) {
        return variable.index == 0 && from == method.instructions.getFirst() && to == method.instructions.getLast();
    }
}
