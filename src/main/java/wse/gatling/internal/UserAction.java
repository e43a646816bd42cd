package wse.gatling.internal;

import io.gatling.commons.validation.Success;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.action.SessionHook;
import io.gatling.core.session.Session;
import scala.Option;

/**
 * One of our actions in a Gatling chain. {@link Body#run} is called on the virtual user's event loop and must lead to one
 * {@code next.$bang(session)}, from any thread; Gatling hops to the user's loop itself.
 *
 * <p>It extends a concrete Gatling action because a Scala trait with a logger cannot be implemented in Java without
 * repeating what the Scala compiler generates.
 */
final class UserAction extends SessionHook {

    /** The work of the action. */
    @FunctionalInterface
    interface Body {
        void run(Session session, Action next);
    }

    private final CoreComponents core;
    private final Body body;

    UserAction(String name, CoreComponents core, Action next, Body body) {
        super(Success::new, name, core.statsEngine(), next);
        this.core = core;
        this.body = body;
    }

    /**
     * Like Gatling's own actions, first leaves an {@code exitAsap} loop or a failed {@code tryMax} block if one asks for
     * it.
     */
    @Override
    public void $bang(Session session) {
        Option<BlockExit> exit = BlockExit.mustExit(session);
        if (exit.isDefined()) {
            exit.get().exitBlock(statsEngine(), core.clock().nowMillis());
        } else {
            super.$bang(session);
        }
    }

    @Override
    public void execute(Session session) {
        body.run(session, next());
    }
}
