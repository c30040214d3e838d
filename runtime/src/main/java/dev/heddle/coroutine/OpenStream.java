package dev.heddle.coroutine;

import dev.heddle.Loop;
import dev.heddle.Trouble;
import dev.heddle.scheduling.Ledger;
import dev.heddle.scheduling.Scheduler;

/**
 * What debug mode knows of a stream whose body has begun and not ended. One that is dropped or left as it stands never runs the
 * clean-up of its body, which nobody can do in its place. Confined to the loop thread, except {@link #settle}: any thread.
 */
final class OpenStream extends Ledger.Entry {
    private final Loop loop;
    private final String stream;
    private final Place asked;

    OpenStream(Scheduler scheduler, Generator<?> stream) {
        super(scheduler.ledger(), stream, scheduler.running());
        loop = scheduler.loop();
        this.stream = stream.toString();
        asked = Place.here();
    }

    @Override
    protected void dropped() {
        report("was dropped without having been read to its end or closed");
    }

    @Override
    protected void left() {
        report("was not read to its end or closed before the end of " + loop);
    }

    private void report(String what) {
        loop.report(new Trouble(
                Trouble.Kind.NEVER_CLOSED,
                stream + ", first asked at " + asked.user() + ", " + what,
                asked.stack("it was first asked here"),
                null));
    }
}
