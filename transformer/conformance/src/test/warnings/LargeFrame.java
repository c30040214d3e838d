// rules=*:off,H401:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class LargeFrame {
    static class Warned {
        @Async
        static Coroutine<Long> manyLongs(long start, Coroutine<Integer> price) {
            long v0 = start + 0;
            long v1 = start + 1;
            long v2 = start + 2;
            long v3 = start + 3;
            long v4 = start + 4;
            long v5 = start + 5;
            long v6 = start + 6;
            long v7 = start + 7;
            long v8 = start + 8;
            long v9 = start + 9;
            long v10 = start + 10;
            long v11 = start + 11;
            long v12 = start + 12;
            long v13 = start + 13;
            long v14 = start + 14;
            long v15 = start + 15;
            long v16 = start + 16;
            long v17 = start + 17;
            long v18 = start + 18;
            long v19 = start + 19;
            long v20 = start + 20;
            long v21 = start + 21;
            long v22 = start + 22;
            long v23 = start + 23;
            long v24 = start + 24;
            long v25 = start + 25;
            long v26 = start + 26;
            long v27 = start + 27;
            long v28 = start + 28;
            long v29 = start + 29;
            long v30 = start + 30;
            long v31 = start + 31;
            long v32 = start + 32;
            long v33 = start + 33;
            await(price);
            return done(v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15 + v16 + v17 + v18 + v19 + v20 + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29 + v30 + v31 + v32 + v33);
        }

        @Async
        static Coroutine<Long> atTwoPlaces(long start, Coroutine<Integer> price, Coroutine<Integer> fee) {
            long v0 = start + 0;
            long v1 = start + 1;
            long v2 = start + 2;
            long v3 = start + 3;
            long v4 = start + 4;
            long v5 = start + 5;
            long v6 = start + 6;
            long v7 = start + 7;
            long v8 = start + 8;
            long v9 = start + 9;
            long v10 = start + 10;
            long v11 = start + 11;
            long v12 = start + 12;
            long v13 = start + 13;
            long v14 = start + 14;
            long v15 = start + 15;
            long v16 = start + 16;
            long v17 = start + 17;
            long v18 = start + 18;
            long v19 = start + 19;
            long v20 = start + 20;
            long v21 = start + 21;
            long v22 = start + 22;
            long v23 = start + 23;
            long v24 = start + 24;
            long v25 = start + 25;
            long v26 = start + 26;
            long v27 = start + 27;
            long v28 = start + 28;
            long v29 = start + 29;
            long v30 = start + 30;
            long v31 = start + 31;
            long v32 = start + 32;
            long v33 = start + 33;
            await(price);
            long sum = v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15 + v16 + v17 + v18 + v19 + v20 + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29 + v30 + v31 + v32 + v33;
            await(fee);
            return done(sum + v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15 + v16 + v17 + v18 + v19 + v20 + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29 + v30 + v31 + v32 + v33);
        }

        @Async
        static Coroutine<Double> asOperands(double start, Coroutine<Double> price) {
            double[] all = new double[] {start};
            return done(all[0] * 0 + (all[0] * 1 + (all[0] * 2 + (all[0] * 3 + (all[0] * 4 + (all[0] * 5 + (all[0] * 6 + (all[0] * 7 + (all[0] * 8 + (all[0] * 9 + (all[0] * 10 + (all[0] * 11 + (all[0] * 12 + (all[0] * 13 + (all[0] * 14 + (all[0] * 15 + (all[0] * 16 + (all[0] * 17 + (all[0] * 18 + (all[0] * 19 + (all[0] * 20 + (all[0] * 21 + (all[0] * 22 + (all[0] * 23 + (all[0] * 24 + (all[0] * 25 + (all[0] * 26 + (all[0] * 27 + (all[0] * 28 + (all[0] * 29 + (all[0] * 30 + (all[0] * 31 + (all[0] * 32 + (all[0] * 33 + await(price)))))))))))))))))))))))))))))))))));
        }
    }

    static class Silent {
        @Async
        static Coroutine<Long> notUsedAfter(long start, Coroutine<Integer> price) {
            long v0 = start + 0;
            long v1 = start + 1;
            long v2 = start + 2;
            long v3 = start + 3;
            long v4 = start + 4;
            long v5 = start + 5;
            long v6 = start + 6;
            long v7 = start + 7;
            long v8 = start + 8;
            long v9 = start + 9;
            long v10 = start + 10;
            long v11 = start + 11;
            long v12 = start + 12;
            long v13 = start + 13;
            long v14 = start + 14;
            long v15 = start + 15;
            long v16 = start + 16;
            long v17 = start + 17;
            long v18 = start + 18;
            long v19 = start + 19;
            long v20 = start + 20;
            long v21 = start + 21;
            long v22 = start + 22;
            long v23 = start + 23;
            long v24 = start + 24;
            long v25 = start + 25;
            long v26 = start + 26;
            long v27 = start + 27;
            long v28 = start + 28;
            long v29 = start + 29;
            long v30 = start + 30;
            long v31 = start + 31;
            long v32 = start + 32;
            long v33 = start + 33;
            long sum = v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15 + v16 + v17 + v18 + v19 + v20 + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29 + v30 + v31 + v32 + v33;
            await(price);
            return done(sum);
        }

        @Async
        static Coroutine<Long> fewLongs(long start, Coroutine<Integer> price) {
            long v0 = start + 0;
            long v1 = start + 1;
            long v2 = start + 2;
            long v3 = start + 3;
            long v4 = start + 4;
            await(price);
            return done(v0 + v1 + v2 + v3 + v4);
        }

        @Async
        static Coroutine<long[]> inAnArray(long start, Coroutine<Integer> price) {
            long[] all = new long[1000];
            await(price);
            return done(all);
        }
    }
}
