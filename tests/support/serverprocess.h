#pragma once

#include "tests/support/restwire.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <memory>
#include <utility>

namespace pl::test {

/// An answer of the server; status 0 when none came.
struct ServerReply
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    QByteArray header(const QByteArray &name) const;
    /// Discarded when the body is no JSON.
    nlohmann::json json() const { return nlohmann::json::parse(body.toStdString(), nullptr, false); }
};

class HostedStore;

/// The real server program in a folder of its own, listening on a free port. Waiting runs the event loop. The
/// destructor ends the process and removes the folder.
///
/// Where PL_TEST_HOSTED is set in the test's environment, the same server works on a remote Supabase: a second server,
/// which runs embedded, behind a wire that counts. What the test asks of /rest/v1 and /auth/v1 goes to that one, past
/// the wire. So the tests of an office's whole ways run on both kinds of store, and on the hosted kind each request of
/// the product that is refused fails the test, unless the test says that it means it; so does one whose shape is not in
/// the lists tests/data/*request-shapes.txt, which are held to the database's indexes. What was sent is added to the
/// file that PL_TEST_SHAPES names.
class ServerProcess
{
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    enum class Store {
        OfTheTestRun, ///< embedded, or remote where PL_TEST_HOSTED is set
        Embedded
    };

    explicit ServerProcess(Store store = Store::OfTheTestRun);
    ~ServerProcess();

    /// The test provokes answers of 400 and above to these: a pattern of "METHOD /target STATUS". Nothing on an
    /// embedded store.
    void expectRefusal(const QString &pattern);
    /// What went over the wire to the remote store; null when the store is embedded.
    RestWire *wire();
    /// Where a window finds /rest/v1: the wire, or the server itself.
    QString storeUrl();
    /// Ends at once what answers there, as a loss of power would, and starts it again on the same port.
    void killStore();
    bool startStoreAgain();

    /// A variable of the environment of this and the following starts and commands. Those of the test's own environment
    /// that mean something to the server are not passed on.
    void setEnvironment(const QString &name, const QString &value);

    /// The largest file that the server may write from its next start on: beyond it the disk seems full. 0: no limit.
    /// Nothing happens on Windows.
    void setFileSizeLimit(qint64 bytes) { m_fileSizeLimit = bytes; }

    /// From the next start on the server gets this listening socket as a service manager hands it over: as descriptor
    /// 3, with LISTEN_FDS and LISTEN_PID. Linux only.
    void handOver(int socket) { m_socket = socket; }

    /// Starts `serve` with further arguments and waits for "listening on". False when it ended or hung; see
    /// `errorOutput`.
    bool start(const QStringList &arguments = {});
    /// "http://127.0.0.1:PORT"
    QString url() const { return m_url; }
    QString dataDir() const { return m_dir.path(); }
    qint64 processId() const { return m_process->processId(); }
    bool isRunning() const { return m_process->state() == QProcess::Running; }

    /// Asks the server to end (SIGTERM), without waiting.
    void requestStop() { m_process->terminate(); }
    /// Asks and waits; the exit code, or -1 when it crashed or did not end.
    int stop();
    /// Ends it at once (SIGKILL), as a loss of power would.
    void kill();

    /// What the server has written to standard error since the last start.
    QByteArray errorOutput();

    struct Run
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errorOutput;
        nlohmann::json json() const { return nlohmann::json::parse(output.toStdString(), nullptr, false); }
    };
    /// Runs another command of the program on the same folder to its end, with `input` as its standard input. Those
    /// that take longer than `patienceMs` are ended: exit code -1.
    Run run(const QStringList &arguments, const QByteArray &input = {}, int patienceMs = 20'000);

    /// A request to the running server. `headers` override the client's own.
    ServerReply request(const QByteArray &method, const QString &pathAndQuery, const Headers &headers = {},
                        const QByteArray &body = {});

    /// Headers for /rest/v1: the embedded Supabase's service key, or a person's access token with the anon key.
    Headers serviceHeaders();
    Headers userHeaders(const QString &email, const QString &password);
    /// What a query behind "/rest/v1/" reads with the service key.
    nlohmann::json rows(const QString &query);
    /// The status of a write there.
    int write(const QByteArray &method, const QString &target, const nlohmann::json &row);
    /// A person who can sign in; how the command ended.
    Run addUser(const QString &email, const QString &role, const QString &password);
    /// A new source's key.
    QByteArray addSource(const QString &name);

private:
    const nlohmann::json &keys();
    bool prepareStore();
    void reportRefusals();
    void reportShapes();

    QTemporaryDir m_dir;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_process;
    qint64 m_fileSizeLimit = 0;
    int m_socket = -1;
    QByteArray m_errors;
    QString m_url;
    nlohmann::json m_keys;
    QNetworkAccessManager m_network;
    std::unique_ptr<HostedStore> m_hosted;
    QStringList m_expectedRefusals;
    const bool m_isHosted;
};

} // namespace pl::test
