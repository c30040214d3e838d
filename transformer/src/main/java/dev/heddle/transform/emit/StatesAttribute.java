package dev.heddle.transform.emit;

import dev.heddle.transform.plan.StateTable;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The class attribute {@code dev.heddle.States} of a frame class: the {@link StateTable} of its method, for tools that read
 * class files.
 *
 * <pre>
 * dev.heddle.States {
 *     text method; text descriptor;
 *     u2 variables_count; { text slot; text name; text descriptor; } variables[];
 *     u2 states_count;    { u2 line; u2 count; u2 variable[count]; } states[];       // state 0 first, line 0 is unknown
 * }
 * text { u2 length; modified UTF-8 }
 * </pre>
 *
 * It holds its text itself, no indexes of the constant pool: tools that rewrite class files copy attributes that they do
 * not know byte by byte, into a class with another pool.
 */
public final class StatesAttribute extends Attribute {
    private static final String NAME = "dev.heddle.States";

    private final @Nullable StateTable table;

    StatesAttribute(@Nullable StateTable table) {
        super(NAME);
        this.table = table;
    }

    /** The table in a frame class, or null if there is none in the class. */
    public static @Nullable StateTable read(byte[] classFile) {
        Finder finder = new Finder();
        new ClassReader(classFile).accept(finder, new Attribute[] {new StatesAttribute(null)}, ClassReader.SKIP_CODE);
        return finder.found;
    }

    @Override
    protected Attribute read(
            ClassReader reader, int offset, int length, char[] buffer, int codeOffset, Label @Nullable [] labels) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) reader.readByte(offset + i);
        }
        try {
            return new StatesAttribute(parse(new DataInputStream(new ByteArrayInputStream(content))));
        } catch (IOException truncated) {
            throw new UncheckedIOException("the attribute " + NAME + " ends too early", truncated);
        }
    }

    private static StateTable parse(DataInputStream content) throws IOException {
        String method = content.readUTF();
        String descriptor = content.readUTF();
        List<StateTable.Variable> variables = new ArrayList<>();
        for (int left = content.readUnsignedShort(); left > 0; left--) {
            variables.add(new StateTable.Variable(content.readUTF(), content.readUTF(), content.readUTF()));
        }
        List<StateTable.Row> states = new ArrayList<>();
        for (int left = content.readUnsignedShort(); left > 0; left--) {
            int line = content.readUnsignedShort();
            List<Integer> kept = new ArrayList<>();
            for (int more = content.readUnsignedShort(); more > 0; more--) {
                kept.add(content.readUnsignedShort());
            }
            states.add(new StateTable.Row(line, kept));
        }
        return new StateTable(method, descriptor, variables, states);
    }

    @Override
    protected ByteVector write(
            ClassWriter writer, byte @Nullable [] code, int codeLength, int maxStack, int maxLocals) {
        ByteVector content = new ByteVector();
        StateTable written = Objects.requireNonNull(table);
        content.putUTF8(written.method()).putUTF8(written.descriptor());
        content.putShort(written.variables().size());
        for (StateTable.Variable variable : written.variables()) {
            content.putUTF8(variable.slot()).putUTF8(variable.name()).putUTF8(variable.descriptor());
        }
        content.putShort(written.states().size());
        for (StateTable.Row state : written.states()) {
            content.putShort(state.line()).putShort(state.variables().size());
            state.variables().forEach(content::putShort);
        }
        return content;
    }

    private static final class Finder extends ClassVisitor {
        private @Nullable StateTable found;

        Finder() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitAttribute(Attribute attribute) {
            if (attribute instanceof StatesAttribute states) {
                found = states.table;
            }
        }
    }
}
