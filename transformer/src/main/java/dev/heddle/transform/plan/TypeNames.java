package dev.heddle.transform.plan;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Types and methods as people write them: without packages, generic where the class file tells. Stateless. */
public final class TypeNames {
    private TypeNames() {}

    /** For example {@code String} or {@code int[]}. */
    public static String of(Type type) {
        return simple(type.getClassName());
    }

    /** For example {@code Store.buy(String, int)}. */
    public static String method(String owner, MethodNode method) {
        return simple(owner.replace('/', '.')) + "." + parameters(method);
    }

    /** The method that is called, in the same way. */
    public static String call(MethodInsnNode call) {
        return simple(call.owner.replace('/', '.')) + "." + parameters(call.name, call.desc);
    }

    /** For example {@code buy(String, int)}. */
    public static String parameters(MethodNode method) {
        return parameters(method.name, method.desc);
    }

    /** The same of a name and a descriptor. */
    public static String parameters(String name, String descriptor) {
        List<String> parameters = new ArrayList<>();
        for (Type parameter : Type.getArgumentTypes(descriptor)) {
            parameters.add(of(parameter));
        }
        return name + "(" + String.join(", ", parameters) + ")";
    }

    /** For example {@code Coroutine<Receipt>}. */
    public static String result(MethodNode method) {
        String erased = of(Type.getReturnType(method.desc));
        try {
            return method.signature == null ? erased : genericResult(method.signature);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException invalid) {
            return erased; // the virtual machine does not look at signatures either
        }
    }

    private static String genericResult(String signature) {
        StringBuilder text = new StringBuilder();
        new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
            @Override
            public SignatureVisitor visitReturnType() {
                return new GenericName(text);
            }
        });
        return text.toString();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Writes one type of a generic signature (JVMS §4.7.9.1); a type argument is written by a child. */
    private static final class GenericName extends SignatureVisitor {
        private final StringBuilder text;
        private String arrays = "";
        private boolean inArguments;

        GenericName(StringBuilder text) {
            super(Opcodes.ASM9);
            this.text = text;
        }

        @Override
        public void visitBaseType(char descriptor) {
            text.append(Type.getType(String.valueOf(descriptor)).getClassName()).append(arrays);
        }

        @Override
        public void visitTypeVariable(String name) {
            text.append(name).append(arrays);
        }

        @Override
        public void visitClassType(String name) {
            text.append(simple(name.replace('/', '.')));
        }

        @Override
        public void visitInnerClassType(String name) {
            closeArguments();
            text.append('.').append(name);
        }

        @Override
        public void visitTypeArgument() {
            separate();
            text.append('?');
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
            separate();
            text.append(wildcard == EXTENDS ? "? extends " : wildcard == SUPER ? "? super " : "");
            return new GenericName(text);
        }

        @Override
        public SignatureVisitor visitArrayType() {
            arrays += "[]";
            return this;
        }

        @Override
        public void visitEnd() {
            closeArguments();
            text.append(arrays);
        }

        private void separate() {
            text.append(inArguments ? ", " : "<");
            inArguments = true;
        }

        private void closeArguments() {
            if (inArguments) {
                text.append('>');
                inArguments = false;
            }
        }
    }
}
