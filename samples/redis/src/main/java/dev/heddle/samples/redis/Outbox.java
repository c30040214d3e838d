package dev.heddle.samples.redis;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpStream;
import dev.heddle.samples.redis.command.Machine;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.sync.Event;
import java.io.IOException;

/**
 * What is to be sent to a client. All that has gathered is written at once; what comes meanwhile gathers in a second buffer.
 * Nothing is sent before the journal has what it tells of.
 *
 * <p>Confined to the loop thread.
 */
final class Outbox {
    private final TcpStream stream;
    private final Machine machine;
    private final Event filled = new Event().named("something to send");
    private final Event drained = new Event().named("everything sent");
    private Replies gathering = new Replies();

    /** Being written; null while nothing is. The same as {@link #gathering} until something is added. */
    private Replies inFlight;

    /** An empty buffer; null if there is only one. */
    private Replies spare;

    Outbox(TcpStream stream, Machine machine) {
        this.stream = stream;
        this.machine = machine;
    }

    /** Where to add what is to be sent next. */
    Replies replies() {
        if (gathering == inFlight) {
            gathering = spare == null ? new Replies() : spare;
            spare = null;
        }
        return gathering;
    }

    /** How many bytes have been added and are not on their way. */
    int gathered() {
        return gathering == inFlight ? 0 : gathering.size();
    }

    /** Sends all there is. Only while no other task does, or {@link #send}. A suspension point. */
    @Async
    Coroutine<Void> flush() throws IOException {
        while (gathered() > 0) {
            Replies full = gathering;
            inFlight = full;
            if (!machine.journal().isSettled()) {
                await(machine.journal().settle());
            }
            await(stream.write(full.view()));
            full.clear();
            inFlight = null;
            if (gathering != full) {
                spare = full;
            }
        }
        return done();
    }

    /** Something was added for {@link #send}. */
    void wake() {
        drained.clear();
        filled.set();
    }

    /** Sends what is added, whenever {@link #wake} tells of it, until it is cancelled. A suspension point. */
    @Async
    Coroutine<Void> send() throws IOException {
        while (true) {
            await(filled);
            filled.clear();
            await(flush());
            drained.set();
        }
    }

    /** Waits until {@link #send} has sent all there is. A suspension point. */
    @Async
    Coroutine<Void> sent() {
        wake();
        await(drained);
        return done();
    }
}
