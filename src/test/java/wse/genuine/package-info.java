/**
 * The genuine WSE server as a test fixture: a cached virtual environment per version under {@code target/genuine}
 * ({@link wse.genuine.WseEnvironment}), a process ({@link wse.genuine.GenuineServer}), and the captured bytes of both
 * versions ({@link wse.genuine.Golden}). The only main package that it uses is {@code wse.dialect}, for tokens.
 */
package wse.genuine;
