/**
 * The genuine WSE server as a test fixture: a cached virtual environment per version under {@code target/genuine}
 * ({@link wse.genuine.PythonEnvironment}), a process ({@link wse.genuine.GenuineServer}), and the bytes both versions sent
 * when they were captured ({@link wse.genuine.Golden}). Imports no room of ours.
 */
package wse.genuine;
