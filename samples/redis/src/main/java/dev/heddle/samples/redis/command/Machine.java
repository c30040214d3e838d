package dev.heddle.samples.redis.command;

import dev.heddle.Loop;
import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Groups;
import dev.heddle.samples.redis.journal.Journal;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.Request;
import dev.heddle.samples.redis.pubsub.Subscriber;
import dev.heddle.samples.redis.pubsub.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What carries out commands: databases, subscriptions and the sessions of all clients. A command runs from its beginning to
 * its end with nothing in between, so that nothing here needs a lock.
 *
 * <p>Confined to the loop thread.
 */
public final class Machine implements Database.Observer {
    private static final int DATABASES = 16;
    private static final int SHOWN = 128;

    private static final CommandTable COMMANDS = CommandTable.full();

    private final Database[] databases = new Database[DATABASES];
    private final Groups<Session>[] watches;
    private final Blocking blocking = new Blocking(this, DATABASES);
    private final Topics topics = new Topics();
    private final Map<Long, Session> sessions = new LinkedHashMap<>();
    private final RandomGenerator random = Loop.current().random();
    private final Settings settings;
    private Journal journal = Journal.NONE;
    private final Counters counters = new Counters();
    private long changes;
    private long lastId;

    /** A machine on the loop of this thread, with nothing in it. {@code unixMillis} is its clock. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Machine(Settings settings, LongSupplier unixMillis) {
        this.settings = settings;
        Arrays.setAll(databases, index -> new Database(index, unixMillis, this));
        watches = new Groups[DATABASES];
        Arrays.setAll(watches, index -> new Groups<Session>());
    }

    /** Keeps what is changed from here on. */
    public void keepIn(Journal journal) {
        this.journal = journal;
    }

    /** The journal that changes are kept in. */
    public Journal journal() {
        return journal;
    }

    /** A client has come. */
    public Session join(String address, Subscriber subscriber) {
        Session session = new Session(this, ++lastId, address, subscriber);
        sessions.put(lastId, session);
        counters.connections++;
        return session;
    }

    void left(Session session) {
        sessions.remove(session.id());
    }

    /** A session that is not a client's, for the commands of a journal. */
    public Session detached() {
        return new Session(this, 0, "", (encoded, length) -> {});
    }

    /** Carries out a command of a journal; fails if the command does. */
    public void replay(Session session, Request request, Replies scratch) throws IOException {
        scratch.clear();
        session.execute(request, scratch);
        if (scratch.array()[0] == '-') {
            throw new IOException(
                    "`" + request.text(0) + "` fails: " + scratch.toString().strip());
        }
    }

    void execute(Call call) {
        counters.commands++;
        Request request = call.request;
        Session session = call.session;
        Command command = COMMANDS.find(request);
        String refusal = null;
        if (command == null) {
            refusal = unknown(request);
        } else if (!command.accepts(request.count())) {
            refusal = "ERR wrong number of arguments for '" + command.name() + "' command";
        } else if (session.isSubscriber() && command.kind() != Command.Kind.SUBSCRIBER) {
            refusal = "ERR Can't execute '" + command.name()
                    + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";
        }
        if (refusal != null) {
            refuse(call, refusal);
        } else if (session.transaction != null && command.kind() != Command.Kind.CONTROL) {
            session.transaction.add(command, request);
            call.reply.queued();
        } else {
            run(command, call);
            blocking.serve();
        }
    }

    private void refuse(Call call, String refusal) {
        if (call.session.transaction != null) {
            call.session.transaction.spoil();
        }
        counters.errors++;
        call.reply.error(refusal);
    }

    private static String unknown(Request request) {
        StringBuilder message = new StringBuilder("ERR unknown command '");
        message.append(shown(request.text(0), SHOWN)).append("', with args beginning with: ");
        int left = SHOWN;
        for (int i = 1; i < request.count() && left > 0; i++) {
            String argument = "'" + shown(request.text(i), left) + "' ";
            message.append(argument);
            left -= argument.length();
        }
        return message.toString();
    }

    private static String shown(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** Carries out one command, alone or in a transaction. */
    void run(Command command, Call call) {
        call.command = command;
        int replied = call.reply.size();
        long before = changes;
        try {
            command.handler().run(call);
        } catch (CommandException refusal) {
            counters.errors++;
            call.reply.truncate(replied);
            call.reply.error(refusal.getMessage());
        }
        if (changes != before && command.kind() == Command.Kind.WRITE) {
            journal.append(call.database.index(), call.propagated());
        }
    }

    @Override
    public void changed(Database database, byte[] bytes, int start, int length) {
        changes++;
        Groups<Session> watchers = watches[database.index()];
        if (!watchers.isEmpty()) {
            watchers.of(bytes, start, length).forEach(Session::disturb);
        }
        blocking.changed(database, bytes, start, length);
    }

    @Override
    public void expired(Database database, byte[] key) {
        counters.expired++;
        watches[database.index()].of(key).forEach(Session::disturb);
        journal.append(database.index(), Request.of(KeyCommands.DEL, key));
    }

    /** Something has changed that is no key's. */
    void changed() {
        changes++;
    }

    Database database(int index) {
        return databases[index];
    }

    Database[] databases() {
        return databases;
    }

    Groups<Session> watches(Database database) {
        return watches[database.index()];
    }

    Blocking blocking() {
        return blocking;
    }

    Topics topics() {
        return topics;
    }

    RandomGenerator random() {
        return random;
    }

    Map<Long, Session> sessions() {
        return sessions;
    }

    CommandTable commands() {
        return COMMANDS;
    }

    Settings settings() {
        return settings;
    }

    /** What has been done so far. */
    public Counters counters() {
        return counters;
    }
}
