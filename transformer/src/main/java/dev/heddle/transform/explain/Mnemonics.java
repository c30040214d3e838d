package dev.heddle.transform.explain;

/** The names of the instructions, as the specification writes them (JVMS §6.5). Stateless. */
final class Mnemonics {
    private static final String[] NAMES = new String[200];

    static {
        from(0, "nop aconst_null iconst_m1 iconst_0 iconst_1 iconst_2 iconst_3 iconst_4 iconst_5 lconst_0 lconst_1");
        from(11, "fconst_0 fconst_1 fconst_2 dconst_0 dconst_1 bipush sipush ldc");
        from(21, "iload lload fload dload aload");
        from(46, "iaload laload faload daload aaload baload caload saload istore lstore fstore dstore astore");
        from(79, "iastore lastore fastore dastore aastore bastore castore sastore");
        from(87, "pop pop2 dup dup_x1 dup_x2 dup2 dup2_x1 dup2_x2 swap");
        from(96, "iadd ladd fadd dadd isub lsub fsub dsub imul lmul fmul dmul idiv ldiv fdiv ddiv irem lrem frem drem");
        from(116, "ineg lneg fneg dneg ishl lshl ishr lshr iushr lushr iand land ior lor ixor lxor iinc");
        from(133, "i2l i2f i2d l2i l2f l2d f2i f2l f2d d2i d2l d2f i2b i2c i2s lcmp fcmpl fcmpg dcmpl dcmpg");
        from(153, "ifeq ifne iflt ifge ifgt ifle if_icmpeq if_icmpne if_icmplt if_icmpge if_icmpgt if_icmple");
        from(165, "if_acmpeq if_acmpne goto jsr ret tableswitch lookupswitch");
        from(172, "ireturn lreturn freturn dreturn areturn return getstatic putstatic getfield putfield");
        from(182, "invokevirtual invokespecial invokestatic invokeinterface invokedynamic new newarray anewarray");
        from(190, "arraylength athrow checkcast instanceof monitorenter monitorexit");
        from(197, "multianewarray ifnull ifnonnull");
    }

    private Mnemonics() {}

    static String of(int opcode) {
        return NAMES[opcode];
    }

    private static void from(int opcode, String names) {
        String[] words = names.split(" ");
        System.arraycopy(words, 0, NAMES, opcode, words.length);
    }
}
