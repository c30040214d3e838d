package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.sql.*;
import javax.sql.DataSource;

class BlockingDatabase {
    interface PooledConnection extends Connection {}

    static class Warned {
        @Async
        Coroutine<Void> asksDatabase(PreparedStatement statement) throws SQLException {
            statement.executeQuery().next();
            return done();
        }

        @Async
        Coroutine<Connection> connects(DataSource pool) throws SQLException {
            return done(pool.getConnection());
        }

        @Async
        Coroutine<Integer> countsRows(ResultSet rows) throws SQLException {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return done(count);
        }

        @Async
        Coroutine<Void> endsTransaction(PooledConnection connection, boolean failed) throws SQLException {
            if (failed) {
                connection.rollback();
            } else {
                connection.commit();
            }
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Boolean> asksElsewhere(Statement statement, String query) {
            return done(await(blocking(() -> statement.execute(query))));
        }

        @Async
        Coroutine<String> readsRow(ResultSet row) throws SQLException {
            return done(row.getString(1) + row.wasNull());
        }

        @Async
        Coroutine<Void> onlyPrepares(PreparedStatement statement, String name) throws SQLException {
            statement.setString(1, name);
            statement.addBatch();
            return done();
        }

        @Async
        Coroutine<Boolean> looksAtConnection(Connection connection) throws SQLException {
            return done(connection.isClosed() || connection.getAutoCommit());
        }

        boolean plain(Statement statement, String query) throws SQLException {
            return statement.execute(query);
        }
    }
}
