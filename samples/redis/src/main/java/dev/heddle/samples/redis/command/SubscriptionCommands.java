package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.ByteTable;
import dev.heddle.samples.redis.data.Glob;
import dev.heddle.samples.redis.data.Groups;
import dev.heddle.samples.redis.data.SetValue;
import dev.heddle.samples.redis.pubsub.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Commands for messages between clients. */
final class SubscriptionCommands {
    /** What can be subscribed to. */
    private enum Target {
        CHANNEL("", session -> session.channels, machine -> machine.topics().channels()),
        PATTERN("p", session -> session.patterns, machine -> machine.topics().patterns());

        private final String prefix;
        private final Function<Session, SetValue> own;
        private final Function<Machine, Groups<Subscriber>> all;

        Target(String prefix, Function<Session, SetValue> own, Function<Machine, Groups<Subscriber>> all) {
            this.prefix = prefix;
            this.own = own;
            this.all = all;
        }
    }

    private SubscriptionCommands() {}

    static void addTo(CommandTable table) {
        table.addKeyless("subscribe", -2, Kind.SUBSCRIBER, call -> subscribe(call, Target.CHANNEL));
        table.addKeyless("psubscribe", -2, Kind.SUBSCRIBER, call -> subscribe(call, Target.PATTERN));
        table.addKeyless("unsubscribe", -1, Kind.SUBSCRIBER, call -> unsubscribe(call, Target.CHANNEL));
        table.addKeyless("punsubscribe", -1, Kind.SUBSCRIBER, call -> unsubscribe(call, Target.PATTERN));
        table.addKeyless("publish", 3, Kind.SERVER, SubscriptionCommands::publish);
        table.addKeyless("pubsub", -2, Kind.SERVER, SubscriptionCommands::inspect);
    }

    private static void subscribe(Call call, Target target) {
        for (int i = 1; i < call.count(); i++) {
            byte[] name = call.bytes(i);
            target.own.apply(call.session).add(name);
            target.all.apply(call.machine).add(name, call.session.subscriber);
            confirm(call, target.prefix + "subscribe", name);
        }
    }

    private static void unsubscribe(Call call, Target target) {
        SetValue own = target.own.apply(call.session);
        List<byte[]> names = new ArrayList<>();
        if (call.count() == 1) {
            own.members().forEach(each -> names.add(each.key()));
        }
        for (int i = 1; i < call.count(); i++) {
            names.add(call.bytes(i));
        }
        for (byte[] name : names) {
            own.members().remove(name, 0, name.length);
            target.all.apply(call.machine).remove(name, call.session.subscriber);
            confirm(call, target.prefix + "unsubscribe", name);
        }
        if (names.isEmpty()) {
            confirm(call, target.prefix + "unsubscribe", null);
        }
    }

    private static void confirm(Call call, String what, byte[] name) {
        call.reply.array(3);
        call.reply.bulk(what);
        call.reply.bulkOrNull(name);
        call.reply.integer(call.session.subscriptions());
    }

    private static void publish(Call call) {
        int receivers = call.machine.topics().publish(call.bytes(1), call.bytes(2));
        call.machine.counters().messages += receivers;
        call.reply.integer(receivers);
    }

    private static void inspect(Call call) {
        Groups<Subscriber> channels = call.machine.topics().channels();
        if (call.is(1, "channels") && call.count() <= 3) {
            Glob pattern = call.count() == 3 ? new Glob(call.bytes(2)) : null;
            List<byte[]> found = new ArrayList<>();
            for (ByteTable.Entry each : channels.keys()) {
                if (pattern == null || pattern.matches(each.key())) {
                    found.add(each.key());
                }
            }
            call.reply.array(found.size());
            found.forEach(call.reply::bulk);
        } else if (call.is(1, "numsub")) {
            call.reply.array(2 * (call.count() - 2));
            for (int i = 2; i < call.count(); i++) {
                call.reply.bulk(call.bytes(i));
                call.reply.integer(channels.of(call.bytes(i)).size());
            }
        } else if (call.is(1, "numpat") && call.count() == 2) {
            call.reply.integer(call.machine.topics().patterns().size());
        } else {
            throw ServerCommands.unknownSubcommand(call);
        }
    }
}
