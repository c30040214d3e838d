package dev.heddle.transform.parse;

import java.util.function.Supplier;

/**
 * Walks through a class file by its lengths and counts (JVMS §4.1, §4.7), so that whoever reads it afterwards neither runs
 * over its end nor asks for memory that no class file needs, nor takes a text of the program for the name of a class. What
 * the parts mean beyond that is not looked at. Used once.
 */
final class Structure {
    private static final int LARGEST_CODE = 65535;
    private static final int TEXT = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int INVOKE_DYNAMIC = 18;
    private static final int LAST_OPCODE = 201;

    /** The length of each instruction, by opcode, as a digit; 0 where it depends on the operands. */
    private static final String LENGTHS = "111111111111111123233222221111111111111111111111111"
            + "111222221111111111111111111111111111111111111111111"
            + "111111111111111111111111111111311111111111111111111"
            + "3333333333333333200111111333333355323113311043355";

    private final byte[] bytes;
    private int at;
    private int end;
    private int[] constants = new int[0];

    private Structure(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** @throws MalformedClassFile saying what does not fit */
    static void check(byte[] classFile) {
        new Structure(classFile).run();
    }

    private void run() {
        at = 8;
        constants();
        for (int constant : constants) {
            if (constant > 0) {
                references(constant + 1, bytes[constant]);
            }
        }
        skip(2);
        refers(u2(), CLASS, CLASS);
        classOrNone();
        for (int interfaces = u2(); interfaces > 0; interfaces--) {
            refers(u2(), CLASS, CLASS);
        }
        members();
        members();
        attributes();
        require(at == end, () -> (end - at) + " bytes behind its end");
    }

    private void constants() {
        constants = new int[u2()];
        for (int index = 1; index < constants.length; index++) {
            constants[index] = at;
            int tag = u1();
            if (tag == TEXT) {
                text(u2());
            } else {
                skip(ConstantPool.size(tag) - 1);
                index += tag == 5 || tag == 6 ? 1 : 0; // long and double take two entries
            }
        }
    }

    /** JVMS §4.4: which constants one with this tag refers to, also where nothing refers to it. */
    private void references(int at, int tag) {
        switch (tag) {
            case CLASS -> {
                String name = utf8(u2(at));
                require(Descriptors.isClass(name), () -> "a class cannot be called `" + name + "`");
            }
            case 8, 19, 20 -> refers(u2(at), TEXT, TEXT); // string, module, package
            case FIELD, METHOD, INTERFACE_METHOD -> {
                refers(u2(at), CLASS, CLASS);
                refers(u2(at + 2), NAME_AND_TYPE, NAME_AND_TYPE);
            }
            case NAME_AND_TYPE -> {
                refers(u2(at), TEXT, TEXT);
                descriptor(u2(at + 2));
            }
            case 15 -> refers(u2(at + 1), FIELD, INTERFACE_METHOD); // method handle
            case 16 -> descriptor(u2(at)); // method type
            case 17, INVOKE_DYNAMIC ->
                refers(u2(at + 2), NAME_AND_TYPE, NAME_AND_TYPE); // dynamic, behind the number of a bootstrap
            default -> {
                // text and numbers are the constant itself
            }
        }
    }

    private void refers(int index, int firstTag, int lastTag) {
        boolean isThere = index > 0 && index < constants.length && constants[index] > 0;
        int tag = isThere ? bytes[constants[index]] : 0;
        require(
                tag >= firstTag && tag <= lastTag,
                () -> "constant " + index + (isThere ? " is not what another one takes it for" : " is not there"));
    }

    /** JVMS §4.4.7: one, two or three bytes a character, told apart by their upper bits. */
    private void text(int length) {
        int start = at;
        skip(length);
        for (int index = start; index < at; index++) {
            int first = bytes[index] & 0xFF;
            int more = first < 0x80 ? 0 : first >> 5 == 0b110 ? 1 : first >> 4 == 0b1110 ? 2 : at;
            require(first != 0 && more < at - index, () -> "a text is not encoded as it should be");
            for (; more > 0; more--) {
                index++;
                require((bytes[index] & 0xC0) == 0x80, () -> "a text is not encoded as it should be");
            }
        }
    }

    /** Fields or methods. */
    private void members() {
        int count = u2();
        for (int member = 0; member < count; member++) {
            skip(2);
            String name = utf8(u2());
            require(Descriptors.isName(name, ".;[/"), () -> "a field or method cannot be called `" + name + "`");
            descriptor(u2());
            attributes();
        }
    }

    private void descriptor(int index) {
        String text = utf8(index);
        require(Descriptors.isDescriptor(text), () -> "there is no type `" + text + "`");
    }

    private void attributes() {
        int count = u2();
        for (int attribute = 0; attribute < count; attribute++) {
            String name = utf8(u2());
            long length = u4() & 0xFFFFFFFFL;
            require(length <= end - at, () -> "the attribute `" + name + "` is longer than the rest of the file");
            int outer = end;
            end = at + (int) length;
            if (name.equals("Code")) {
                code();
            } else if (name.equals("Record")) {
                components();
            } else {
                at = end;
            }
            require(at == end, () -> "the attribute `" + name + "` is longer than what it holds");
            end = outer;
        }
    }

    private void code() {
        skip(4);
        int length = u4();
        require(
                length > 0 && length <= LARGEST_CODE,
                () -> "a method has " + (length & 0xFFFFFFFFL) + " bytes of code");
        int start = at;
        int codeEnd = start + length;
        require(codeEnd <= end, () -> "code is longer than its attribute");
        while (at < codeEnd) {
            instruction(start);
        }
        require(at == codeEnd, () -> "the last instruction is cut off");
        for (int handlers = u2(); handlers > 0; handlers--) {
            skip(6);
            classOrNone();
        }
        attributes();
    }

    /** The superclass of {@code Object}, and what a {@code finally} catches, are none. */
    private void classOrNone() {
        int index = u2();
        if (index != 0) {
            refers(index, CLASS, CLASS);
        }
    }

    private void instruction(int start) {
        int opcode = u1();
        require(opcode <= LAST_OPCODE, () -> "there is no opcode " + opcode);
        operand(opcode);
        int length = LENGTHS.charAt(opcode) - '0';
        if (length > 0) {
            skip(length - 1);
        } else if (opcode == 196) { // wide
            skip(u1() == 132 ? 4 : 2); // iinc has a constant, too
        } else {
            skip((4 - (at - start) % 4) % 4 + 4);
            long entries =
                    opcode == 170 ? -(long) u4() + u4() + 1 : 2L * u4(); // tableswitch, or pairs of a lookupswitch
            require(entries >= 0 && entries <= (end - at) / 4, () -> "a switch is longer than its method");
            skip((int) entries * 4);
        }
    }

    /** JVMS §6.5: the kind of constant that the instruction takes; what {@code ldc} takes is not one kind. */
    private void operand(int opcode) {
        switch (opcode) {
            case 178, 179, 180, 181 -> operand(FIELD, FIELD);
            case 182 -> operand(METHOD, METHOD);
            case 183, 184 -> operand(METHOD, INTERFACE_METHOD);
            case 185 -> operand(INTERFACE_METHOD, INTERFACE_METHOD);
            case 186 -> operand(INVOKE_DYNAMIC, INVOKE_DYNAMIC);
            case 187, 189, 192, 193, 197 -> operand(CLASS, CLASS); // new, anewarray, casts, multianewarray
            default -> {
                // no constant, or one that is looked at where it is read
            }
        }
    }

    private void operand(int firstTag, int lastTag) {
        refers(u2(), firstTag, lastTag);
        at -= 2;
    }

    /** Of a record; like fields without access flags. */
    private void components() {
        int count = u2();
        for (int component = 0; component < count; component++) {
            skip(4);
            attributes();
        }
    }

    private String utf8(int index) {
        require(
                index > 0 && index < constants.length && constants[index] > 0 && bytes[constants[index]] == TEXT,
                () -> "constant " + index + " is no name");
        int start = constants[index] + 1;
        return decoded(start + 2, start + 2 + u2(start));
    }

    /**
     * A text as the bytecode library will read it, which takes every character in two or three bytes as well: what is looked at
     * here has to be what is used later.
     */
    private String decoded(int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        for (int index = start; index < end; index++) {
            int first = bytes[index];
            if (first >= 0) {
                text.append((char) first);
            } else if (first >> 5 == -2) {
                text.append((char) ((first & 0x1F) << 6 | bytes[++index] & 0x3F));
            } else {
                text.append((char) ((first & 0xF) << 12 | (bytes[++index] & 0x3F) << 6 | bytes[++index] & 0x3F));
            }
        }
        return text.toString();
    }

    private int u2(int index) {
        return (bytes[index] & 0xFF) << 8 | bytes[index + 1] & 0xFF;
    }

    private int u1() {
        skip(1);
        return bytes[at - 1] & 0xFF;
    }

    private int u2() {
        return u1() << 8 | u1();
    }

    private int u4() {
        return u2() << 16 | u2();
    }

    private void skip(int count) {
        require(count <= end - at, () -> "it is cut off");
        at += count;
    }

    private static void require(boolean condition, Supplier<String> reason) {
        if (!condition) {
            throw new MalformedClassFile(reason.get());
        }
    }
}
