package dev.heddle.proof.inject;

import java.util.Arrays;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** A primitive type and the class of its boxes. */
enum Primitive {
    BOOLEAN(Type.BOOLEAN_TYPE, "Boolean", "boolean"),
    CHAR(Type.CHAR_TYPE, "Character", "char"),
    BYTE(Type.BYTE_TYPE, "Byte", "byte"),
    SHORT(Type.SHORT_TYPE, "Short", "short"),
    INT(Type.INT_TYPE, "Integer", "int"),
    LONG(Type.LONG_TYPE, "Long", "long"),
    FLOAT(Type.FLOAT_TYPE, "Float", "float"),
    DOUBLE(Type.DOUBLE_TYPE, "Double", "double");

    private final Type type;
    private final String box;
    private final String word;

    Primitive(Type type, String box, String word) {
        this.type = type;
        this.box = "java/lang/" + box;
        this.word = word;
    }

    /** Empty for references and void. */
    static Optional<Primitive> of(Type type) {
        return Arrays.stream(values())
                .filter(primitive -> primitive.type.equals(type))
                .findFirst();
    }

    MethodInsnNode box() {
        String descriptor = "(" + type.getDescriptor() + ")L" + box + ";";
        return new MethodInsnNode(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    }

    InsnList unbox() {
        InsnList code = new InsnList();
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, box));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, box, word + "Value", "()" + type.getDescriptor(), false));
        return code;
    }
}
