package dev.heddle.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How the awaits of one run behave: when each is done, and which one fails with what. Immutable.
 *
 * @param pace when awaits are done
 * @param failing number of the await that fails, from 1; 0 for none
 * @param failure what it throws
 */
record Mode(Pace pace, int failing, Failure failure) {
    /** When awaits are done: always the same, or by a seed. */
    enum Pace {
        READY,
        SUSPENDS,
        OTHER_THREAD,
        MIXED_1,
        MIXED_2,
        MIXED_3;

        Timing timing(int await) {
            Timing[] timings = Timing.values();
            return ordinal() < timings.length
                    ? timings[ordinal()]
                    : timings[new SplittableRandom(ordinal() * 7919L + await).nextInt(timings.length)];
        }
    }

    /** What a failing await throws. */
    enum Failure {
        UNCHECKED {
            @Override
            Throwable of(int await) {
                return new Broken("await " + await);
            }
        },
        CHECKED {
            @Override
            Throwable of(int await) {
                return new IOException("await " + await);
            }
        },
        ERROR {
            @Override
            Throwable of(int await) {
                return new AssertionError("await " + await);
            }
        },
        /** As when the task is cancelled: an error at this and at every later await. */
        CANCELLED {
            @Override
            Throwable of(int await) {
                return new AssertionError("cancelled at await " + await);
            }
        };

        /** The ways in which a single await fails. */
        static final List<Failure> OF_ONE_AWAIT = List.of(UNCHECKED, CHECKED, ERROR);

        abstract Throwable of(int await);
    }

    /** The unchecked exception that failing awaits throw. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    /** Where nothing suspends and nothing fails. */
    static final Mode PLAIN = new Mode(Pace.READY, 0, Failure.UNCHECKED);

    /** No failure, and each of the first {@code awaits} failing with each kind of failure; all at {@link Pace#READY}. */
    static List<Mode> failures(int awaits) {
        List<Mode> modes = new ArrayList<>();
        modes.add(PLAIN);
        for (int await = 1; await <= awaits; await++) {
            for (Failure failure : Failure.OF_ONE_AWAIT) {
                modes.add(new Mode(Pace.READY, await, failure));
            }
        }
        return modes;
    }

    Mode at(Pace newPace) {
        return new Mode(newPace, failing, failure);
    }

    boolean failsAt(int await) {
        return await == failing || failure == Failure.CANCELLED && await > failing;
    }

    @Override
    public String toString() {
        return pace + (failing == 0 ? "" : ", await " + failing + " fails " + failure);
    }
}
