package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.List;

/** What is in local variables before an await is there after it. */
class Locals {
    @Case
    @Async
    static Coroutine<String> thirtyLiveLocalsOfAllTypes() {
        int i = await(Probe.of(1));
        int v0 = i + 0;
        long v1 = i + 1L;
        String v2 = "s" + i + "2";
        double v3 = i * 3.5;
        float v4 = i - 4f;
        Object v5 = List.of(i, 5);
        int v6 = i + 6;
        long v7 = i + 7L;
        String v8 = "s" + i + "8";
        double v9 = i * 9.5;
        float v10 = i - 10f;
        Object v11 = List.of(i, 11);
        int v12 = i + 12;
        long v13 = i + 13L;
        String v14 = "s" + i + "14";
        double v15 = i * 15.5;
        float v16 = i - 16f;
        Object v17 = List.of(i, 17);
        int v18 = i + 18;
        long v19 = i + 19L;
        String v20 = "s" + i + "20";
        double v21 = i * 21.5;
        float v22 = i - 22f;
        Object v23 = List.of(i, 23);
        int v24 = i + 24;
        long v25 = i + 25L;
        String v26 = "s" + i + "26";
        double v27 = i * 27.5;
        float v28 = i - 28f;
        Object v29 = List.of(i, 29);
        await(Probe.of("between"));
        v0 += await(Probe.of(1000 + 0));
        v6 += await(Probe.of(1000 + 6));
        v12 += await(Probe.of(1000 + 12));
        v18 += await(Probe.of(1000 + 18));
        v24 += await(Probe.of(1000 + 24));
        log(v0, v1, v2);
        log(v3, v4, v5);
        log(v6, v7, v8);
        log(v9, v10, v11);
        log(v12, v13, v14);
        log(v15, v16, v17);
        log(v18, v19, v20);
        log(v21, v22, v23);
        log(v24, v25, v26);
        log(v27, v28, v29);
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> fortyParameters() {
        return done(await(parameters(0, 1L, "2", 3.5, 4f, (byte) 5, (char) (97 + 6), 7 % 3 == 0, (short) 8, List.of(9), 10, 11L, "12", 13.5, 14f, (byte) 15, (char) (97 + 16), 17 % 3 == 0, (short) 18, List.of(19), 20, 21L, "22", 23.5, 24f, (byte) 25, (char) (97 + 26), 27 % 3 == 0, (short) 28, List.of(29), 30, 31L, "32", 33.5, 34f, (byte) 35, (char) (97 + 36), 37 % 3 == 0, (short) 38, List.of(39))));
    }

    @Async
    private static Coroutine<String> parameters(int a0, long a1, String a2, double a3, float a4, byte a5, char a6, boolean a7, short a8, Object a9, int a10, long a11, String a12, double a13, float a14, byte a15, char a16, boolean a17, short a18, Object a19, int a20, long a21, String a22, double a23, float a24, byte a25, char a26, boolean a27, short a28, Object a29, int a30, long a31, String a32, double a33, float a34, byte a35, char a36, boolean a37, short a38, Object a39) {
        await(Probe.of(1));
        log(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9);
        log(a10, a11, a12, a13, a14, a15, a16, a17, a18, a19);
        log(a20, a21, a22, a23, a24, a25, a26, a27, a28, a29);
        log(a30, a31, a32, a33, a34, a35, a36, a37, a38, a39);
        await(Probe.of(2));
        log(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9);
        log(a10, a11, a12, a13, a14, a15, a16, a17, a18, a19);
        log(a20, a21, a22, a23, a24, a25, a26, a27, a28, a29);
        log(a30, a31, a32, a33, a34, a35, a36, a37, a38, a39);
        return done("end");
    }

    @Case
    @Async
    static Coroutine<Long> manyWideLocalsAndAwaits() {
        long w0 = seen(1L << 32);
        long w1 = seen(2L << 32);
        long w2 = seen(3L << 32);
        long w3 = seen(4L << 32);
        long w4 = seen(5L << 32);
        long w5 = seen(6L << 32);
        long w6 = seen(7L << 32);
        long w7 = seen(8L << 32);
        long w8 = seen(9L << 32);
        long w9 = seen(10L << 32);
        long w10 = seen(11L << 32);
        long w11 = seen(12L << 32);
        long w12 = seen(13L << 32);
        long w13 = seen(14L << 32);
        long w14 = seen(15L << 32);
        long w15 = seen(16L << 32);
        long w16 = seen(17L << 32);
        long w17 = seen(18L << 32);
        long w18 = seen(19L << 32);
        long w19 = seen(20L << 32);
        long w20 = seen(21L << 32);
        long w21 = seen(22L << 32);
        long w22 = seen(23L << 32);
        long w23 = seen(24L << 32);
        w0 ^= await(Probe.of(0L));
        w1 ^= await(Probe.of(1L));
        w2 ^= await(Probe.of(2L));
        w3 ^= await(Probe.of(3L));
        w4 ^= await(Probe.of(4L));
        w5 ^= await(Probe.of(5L));
        w6 ^= await(Probe.of(6L));
        w7 ^= await(Probe.of(7L));
        w8 ^= await(Probe.of(8L));
        w9 ^= await(Probe.of(9L));
        w10 ^= await(Probe.of(10L));
        w11 ^= await(Probe.of(11L));
        w12 ^= await(Probe.of(12L));
        w13 ^= await(Probe.of(13L));
        w14 ^= await(Probe.of(14L));
        w15 ^= await(Probe.of(15L));
        w16 ^= await(Probe.of(16L));
        w17 ^= await(Probe.of(17L));
        w18 ^= await(Probe.of(18L));
        w19 ^= await(Probe.of(19L));
        w20 ^= await(Probe.of(20L));
        w21 ^= await(Probe.of(21L));
        w22 ^= await(Probe.of(22L));
        w23 ^= await(Probe.of(23L));
        return done(w0 + w1 + w2 + w3 + w4 + w5 + w6 + w7 + w8 + w9 + w10 + w11 + w12 + w13 + w14 + w15 + w16 + w17 + w18 + w19 + w20 + w21 + w22 + w23);
    }

    @Case
    @Async
    static Coroutine<Integer> moreThan255LiveLocals() {
        int base = await(Probe.of(1));
        int x0 = base + 0;
        int x1 = base + 1;
        int x2 = base + 2;
        int x3 = base + 3;
        int x4 = base + 4;
        int x5 = base + 5;
        int x6 = base + 6;
        int x7 = base + 7;
        int x8 = base + 8;
        int x9 = base + 9;
        int x10 = base + 10;
        int x11 = base + 11;
        int x12 = base + 12;
        int x13 = base + 13;
        int x14 = base + 14;
        int x15 = base + 15;
        int x16 = base + 16;
        int x17 = base + 17;
        int x18 = base + 18;
        int x19 = base + 19;
        int x20 = base + 20;
        int x21 = base + 21;
        int x22 = base + 22;
        int x23 = base + 23;
        int x24 = base + 24;
        int x25 = base + 25;
        int x26 = base + 26;
        int x27 = base + 27;
        int x28 = base + 28;
        int x29 = base + 29;
        int x30 = base + 30;
        int x31 = base + 31;
        int x32 = base + 32;
        int x33 = base + 33;
        int x34 = base + 34;
        int x35 = base + 35;
        int x36 = base + 36;
        int x37 = base + 37;
        int x38 = base + 38;
        int x39 = base + 39;
        int x40 = base + 40;
        int x41 = base + 41;
        int x42 = base + 42;
        int x43 = base + 43;
        int x44 = base + 44;
        int x45 = base + 45;
        int x46 = base + 46;
        int x47 = base + 47;
        int x48 = base + 48;
        int x49 = base + 49;
        int x50 = base + 50;
        int x51 = base + 51;
        int x52 = base + 52;
        int x53 = base + 53;
        int x54 = base + 54;
        int x55 = base + 55;
        int x56 = base + 56;
        int x57 = base + 57;
        int x58 = base + 58;
        int x59 = base + 59;
        int x60 = base + 60;
        int x61 = base + 61;
        int x62 = base + 62;
        int x63 = base + 63;
        int x64 = base + 64;
        int x65 = base + 65;
        int x66 = base + 66;
        int x67 = base + 67;
        int x68 = base + 68;
        int x69 = base + 69;
        int x70 = base + 70;
        int x71 = base + 71;
        int x72 = base + 72;
        int x73 = base + 73;
        int x74 = base + 74;
        int x75 = base + 75;
        int x76 = base + 76;
        int x77 = base + 77;
        int x78 = base + 78;
        int x79 = base + 79;
        int x80 = base + 80;
        int x81 = base + 81;
        int x82 = base + 82;
        int x83 = base + 83;
        int x84 = base + 84;
        int x85 = base + 85;
        int x86 = base + 86;
        int x87 = base + 87;
        int x88 = base + 88;
        int x89 = base + 89;
        int x90 = base + 90;
        int x91 = base + 91;
        int x92 = base + 92;
        int x93 = base + 93;
        int x94 = base + 94;
        int x95 = base + 95;
        int x96 = base + 96;
        int x97 = base + 97;
        int x98 = base + 98;
        int x99 = base + 99;
        int x100 = base + 100;
        int x101 = base + 101;
        int x102 = base + 102;
        int x103 = base + 103;
        int x104 = base + 104;
        int x105 = base + 105;
        int x106 = base + 106;
        int x107 = base + 107;
        int x108 = base + 108;
        int x109 = base + 109;
        int x110 = base + 110;
        int x111 = base + 111;
        int x112 = base + 112;
        int x113 = base + 113;
        int x114 = base + 114;
        int x115 = base + 115;
        int x116 = base + 116;
        int x117 = base + 117;
        int x118 = base + 118;
        int x119 = base + 119;
        int x120 = base + 120;
        int x121 = base + 121;
        int x122 = base + 122;
        int x123 = base + 123;
        int x124 = base + 124;
        int x125 = base + 125;
        int x126 = base + 126;
        int x127 = base + 127;
        int x128 = base + 128;
        int x129 = base + 129;
        int x130 = base + 130;
        int x131 = base + 131;
        int x132 = base + 132;
        int x133 = base + 133;
        int x134 = base + 134;
        int x135 = base + 135;
        int x136 = base + 136;
        int x137 = base + 137;
        int x138 = base + 138;
        int x139 = base + 139;
        int x140 = base + 140;
        int x141 = base + 141;
        int x142 = base + 142;
        int x143 = base + 143;
        int x144 = base + 144;
        int x145 = base + 145;
        int x146 = base + 146;
        int x147 = base + 147;
        int x148 = base + 148;
        int x149 = base + 149;
        int x150 = base + 150;
        int x151 = base + 151;
        int x152 = base + 152;
        int x153 = base + 153;
        int x154 = base + 154;
        int x155 = base + 155;
        int x156 = base + 156;
        int x157 = base + 157;
        int x158 = base + 158;
        int x159 = base + 159;
        int x160 = base + 160;
        int x161 = base + 161;
        int x162 = base + 162;
        int x163 = base + 163;
        int x164 = base + 164;
        int x165 = base + 165;
        int x166 = base + 166;
        int x167 = base + 167;
        int x168 = base + 168;
        int x169 = base + 169;
        int x170 = base + 170;
        int x171 = base + 171;
        int x172 = base + 172;
        int x173 = base + 173;
        int x174 = base + 174;
        int x175 = base + 175;
        int x176 = base + 176;
        int x177 = base + 177;
        int x178 = base + 178;
        int x179 = base + 179;
        int x180 = base + 180;
        int x181 = base + 181;
        int x182 = base + 182;
        int x183 = base + 183;
        int x184 = base + 184;
        int x185 = base + 185;
        int x186 = base + 186;
        int x187 = base + 187;
        int x188 = base + 188;
        int x189 = base + 189;
        int x190 = base + 190;
        int x191 = base + 191;
        int x192 = base + 192;
        int x193 = base + 193;
        int x194 = base + 194;
        int x195 = base + 195;
        int x196 = base + 196;
        int x197 = base + 197;
        int x198 = base + 198;
        int x199 = base + 199;
        int x200 = base + 200;
        int x201 = base + 201;
        int x202 = base + 202;
        int x203 = base + 203;
        int x204 = base + 204;
        int x205 = base + 205;
        int x206 = base + 206;
        int x207 = base + 207;
        int x208 = base + 208;
        int x209 = base + 209;
        int x210 = base + 210;
        int x211 = base + 211;
        int x212 = base + 212;
        int x213 = base + 213;
        int x214 = base + 214;
        int x215 = base + 215;
        int x216 = base + 216;
        int x217 = base + 217;
        int x218 = base + 218;
        int x219 = base + 219;
        int x220 = base + 220;
        int x221 = base + 221;
        int x222 = base + 222;
        int x223 = base + 223;
        int x224 = base + 224;
        int x225 = base + 225;
        int x226 = base + 226;
        int x227 = base + 227;
        int x228 = base + 228;
        int x229 = base + 229;
        int x230 = base + 230;
        int x231 = base + 231;
        int x232 = base + 232;
        int x233 = base + 233;
        int x234 = base + 234;
        int x235 = base + 235;
        int x236 = base + 236;
        int x237 = base + 237;
        int x238 = base + 238;
        int x239 = base + 239;
        int x240 = base + 240;
        int x241 = base + 241;
        int x242 = base + 242;
        int x243 = base + 243;
        int x244 = base + 244;
        int x245 = base + 245;
        int x246 = base + 246;
        int x247 = base + 247;
        int x248 = base + 248;
        int x249 = base + 249;
        int x250 = base + 250;
        int x251 = base + 251;
        int x252 = base + 252;
        int x253 = base + 253;
        int x254 = base + 254;
        int x255 = base + 255;
        int x256 = base + 256;
        int x257 = base + 257;
        int x258 = base + 258;
        int x259 = base + 259;
        int x260 = base + 260;
        int x261 = base + 261;
        int x262 = base + 262;
        int x263 = base + 263;
        int x264 = base + 264;
        int x265 = base + 265;
        int x266 = base + 266;
        int x267 = base + 267;
        int x268 = base + 268;
        int x269 = base + 269;
        int x270 = base + 270;
        int x271 = base + 271;
        int x272 = base + 272;
        int x273 = base + 273;
        int x274 = base + 274;
        int x275 = base + 275;
        int x276 = base + 276;
        int x277 = base + 277;
        int x278 = base + 278;
        int x279 = base + 279;
        int x280 = base + 280;
        int x281 = base + 281;
        int x282 = base + 282;
        int x283 = base + 283;
        int x284 = base + 284;
        int x285 = base + 285;
        int x286 = base + 286;
        int x287 = base + 287;
        int x288 = base + 288;
        int x289 = base + 289;
        int x290 = base + 290;
        int x291 = base + 291;
        int x292 = base + 292;
        int x293 = base + 293;
        int x294 = base + 294;
        int x295 = base + 295;
        int x296 = base + 296;
        int x297 = base + 297;
        int x298 = base + 298;
        int x299 = base + 299;
        base += await(Probe.of(1000));
        return done(base
                + x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9
                + x10 + x11 + x12 + x13 + x14 + x15 + x16 + x17 + x18 + x19
                + x20 + x21 + x22 + x23 + x24 + x25 + x26 + x27 + x28 + x29
                + x30 + x31 + x32 + x33 + x34 + x35 + x36 + x37 + x38 + x39
                + x40 + x41 + x42 + x43 + x44 + x45 + x46 + x47 + x48 + x49
                + x50 + x51 + x52 + x53 + x54 + x55 + x56 + x57 + x58 + x59
                + x60 + x61 + x62 + x63 + x64 + x65 + x66 + x67 + x68 + x69
                + x70 + x71 + x72 + x73 + x74 + x75 + x76 + x77 + x78 + x79
                + x80 + x81 + x82 + x83 + x84 + x85 + x86 + x87 + x88 + x89
                + x90 + x91 + x92 + x93 + x94 + x95 + x96 + x97 + x98 + x99
                + x100 + x101 + x102 + x103 + x104 + x105 + x106 + x107 + x108 + x109
                + x110 + x111 + x112 + x113 + x114 + x115 + x116 + x117 + x118 + x119
                + x120 + x121 + x122 + x123 + x124 + x125 + x126 + x127 + x128 + x129
                + x130 + x131 + x132 + x133 + x134 + x135 + x136 + x137 + x138 + x139
                + x140 + x141 + x142 + x143 + x144 + x145 + x146 + x147 + x148 + x149
                + x150 + x151 + x152 + x153 + x154 + x155 + x156 + x157 + x158 + x159
                + x160 + x161 + x162 + x163 + x164 + x165 + x166 + x167 + x168 + x169
                + x170 + x171 + x172 + x173 + x174 + x175 + x176 + x177 + x178 + x179
                + x180 + x181 + x182 + x183 + x184 + x185 + x186 + x187 + x188 + x189
                + x190 + x191 + x192 + x193 + x194 + x195 + x196 + x197 + x198 + x199
                + x200 + x201 + x202 + x203 + x204 + x205 + x206 + x207 + x208 + x209
                + x210 + x211 + x212 + x213 + x214 + x215 + x216 + x217 + x218 + x219
                + x220 + x221 + x222 + x223 + x224 + x225 + x226 + x227 + x228 + x229
                + x230 + x231 + x232 + x233 + x234 + x235 + x236 + x237 + x238 + x239
                + x240 + x241 + x242 + x243 + x244 + x245 + x246 + x247 + x248 + x249
                + x250 + x251 + x252 + x253 + x254 + x255 + x256 + x257 + x258 + x259
                + x260 + x261 + x262 + x263 + x264 + x265 + x266 + x267 + x268 + x269
                + x270 + x271 + x272 + x273 + x274 + x275 + x276 + x277 + x278 + x279
                + x280 + x281 + x282 + x283 + x284 + x285 + x286 + x287 + x288 + x289
                + x290 + x291 + x292 + x293 + x294 + x295 + x296 + x297 + x298 + x299);
    }

    @Case
    @Async
    static Coroutine<String> localReusedWithAnotherWidth() {
        String s = "";
        {
            long a = await(Probe.of(1L << 40));
            int b = await(Probe.of(2));
            s += a + b;
        }
        {
            int a = await(Probe.of(3));
            long b = await(Probe.of(4L));
            int c = await(Probe.of(5));
            s += a + b + c;
        }
        {
            String a = await(Probe.of("six"));
            s += a + await(Probe.of("seven"));
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> localOfMergedTypes() {
        Object o;
        if (await(Probe.of(true))) {
            o = "text";
        } else {
            o = 5;
        }
        await(Probe.of(1));
        CharSequence c = await(Probe.of(false)) ? new StringBuilder("b") : "s";
        await(Probe.of(2));
        return done(o + "" + c.length());
    }

    @Case
    @Async
    static Coroutine<String> localOfMergedInterfaces() {
        Comparable<?> o = await(Probe.of(true)) ? "text" : Integer.valueOf(5);
        await(Probe.of(1));
        var both = await(Probe.of(false)) ? "text" : Integer.valueOf(6);
        await(Probe.of(2));
        return done(o + "" + both.equals(6) + both.hashCode());
    }

    @Case
    @Async
    static Coroutine<String> nullLocal() {
        String s = null;
        Object o = null;
        int[] a = null;
        await(Probe.of(1));
        if (await(Probe.of(true))) {
            a = new int[] {1};
        }
        await(Probe.of(2));
        return done(s + o + a.length);
    }

    @Case
    @Async
    static Coroutine<String> mergedArrays() {
        Object[] a = await(Probe.of(true)) ? new String[] {"x"} : new Integer[] {1};
        await(Probe.of(1));
        Object b = await(Probe.of(false)) ? new int[] {1} : new long[][] {{2}};
        await(Probe.of(2));
        a[0] = await(Probe.of("y"));
        return done(a[0] + b.getClass().getName());
    }

    @Case
    @Async
    static Coroutine<String> assignedOnOnePathOnly() {
        int a;
        if (await(Probe.of(true))) {
            a = await(Probe.of(1));
            log(a);
        }
        int b;
        boolean set = await(Probe.of(true)) && (b = await(Probe.of(4))) > 3;
        a = await(Probe.of(2));
        b = a;
        return done(set + " " + (a + b));
    }

    @Case
    @Async
    static Coroutine<String> narrowTypesKeepTheirValues() {
        byte b = -1;
        short s = Short.MIN_VALUE;
        char c = '\uffff';
        boolean z = true;
        await(Probe.of(1));
        b++;
        s--;
        c++;
        z = !z;
        await(Probe.of(2));
        return done(b + " " + s + " " + (int) c + " " + z);
    }

    @Case
    @Async
    static Coroutine<String> specialFloatingPointValues() {
        float f = Float.intBitsToFloat(0x7fc00001);
        double d = -0.0;
        double inf = Double.NEGATIVE_INFINITY;
        await(Probe.of(1));
        return done(Float.floatToRawIntBits(f) + " " + Double.doubleToRawLongBits(d) + " " + inf);
    }

    @Case
    @Async
    static Coroutine<String> parametersReassigned() {
        return done(await(reassigned("a", 1L, 'c')));
    }

    @Async
    private static Coroutine<String> reassigned(String a, long b, char c) {
        a += await(Probe.of("x"));
        b = await(Probe.of(7L)) - b;
        c = await(Probe.of('z'));
        return done(a + b + c);
    }

    @Case
    @Async
    static Coroutine<String> deadLocals() {
        String dead = seen("dead");
        long alsoDead = seen(5L);
        String live = dead + alsoDead;
        await(Probe.of(1));
        dead = live + await(Probe.of(2));
        alsoDead = 3;
        await(Probe.of(3));
        return done(dead);
    }

    @Case
    @Async
    static Coroutine<String> swapped() {
        String a = "a";
        String b = "b";
        for (int i = 0; i < 3; i++) {
            String t = a;
            a = b;
            b = t + await(Probe.of(i));
        }
        return done(a + b);
    }

    @Case
    @Async
    static Coroutine<String> finalLocalsAndConstants() {
        final int constant = 5;
        final String text = "t";
        await(Probe.of(1));
        switch (await(Probe.of(5))) {
            case constant:
                return done(text + constant);
            default:
                return done("other");
        }
    }

    /** What both builders have in common is a class that nobody outside {@code java.lang} can name. */
    @Case
    @Async
    static Coroutine<String> typeThatCannotBeNamed() {
        String all = "";
        {
            List<String> before = List.of(await(Probe.of("a")));
            all += before + await(Probe.of("b")) + before;
        }
        {
            var builder = all.isEmpty() ? new StringBuilder("builder") : new StringBuffer("buffer");
            await(Probe.of("c"));
            all += String.valueOf((Object) builder);
        }
        {
            List<String> after = List.of(await(Probe.of("d")));
            all += after + await(Probe.of("e")) + after;
        }
        return done(all);
    }
}
