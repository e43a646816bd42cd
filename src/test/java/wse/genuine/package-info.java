/**
 * The genuine WSE server as a test fixture: a cached virtual environment per version under {@code target/genuine}
 * ({@link wse.python.WseEnvironment}), a process ({@link wse.genuine.GenuineServer}), and the captured bytes of both
 * versions ({@link wse.genuine.Golden}). The only main packages that it uses are {@code wse.python}, and {@code wse.dialect} for tokens.
 */
package wse.genuine;
