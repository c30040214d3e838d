package dev.heddle.scheduling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads that settle the same thing: one of them has done so. Anything else is forbidden. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first one")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second one")
@State
public class LedgerSettleRace {
    private final Object debt = new Object();

    private final Ledger.Entry entry = new Ledger.Entry(new Ledger(Attention.CHEAP), debt, null) {
        @Override
        protected void dropped() {}

        @Override
        protected void left() {}
    };

    @Actor
    public void first(ZZ_Result result) {
        result.r1 = entry.settle();
    }

    @Actor
    public void second(ZZ_Result result) {
        result.r2 = entry.settle();
    }
}
