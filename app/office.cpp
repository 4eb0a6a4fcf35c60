#include "app/office.h"

namespace pl::app {

namespace {

QString nameOf(const QUrl &server)
{
    const bool usual = server.port() < 0;
    return usual ? server.host() : QStringLiteral("%1:%2").arg(server.host()).arg(server.port());
}

} // namespace

Office::Office(Connection connection, QSettings &settings, ui::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_connection(std::move(connection))
    , m_client(*m_connection.transport, *m_connection.session)
    , m_replica(m_client)
    , m_commands(m_client, m_replica)
    , m_context{m_replica,
                m_commands,
                m_undo,
                settings,
                m_connection.session->user().email,
                m_connection.session->isAdmin(),
                nameOf(m_connection.server)}
    , m_window(std::make_unique<ui::MainWindow>(m_context, theme))
    , m_account(*m_connection.session, m_replica, *m_window, m_context.serverName)
{
    connect(m_window.get(), &ui::MainWindow::signOutRequested, this, &Office::signOutRequested);
    connect(&m_account, &OfficeAccount::signedOutEverywhere, this, &Office::signedOutEverywhere);
    connect(&m_account, &OfficeAccount::notOfTheOffice, this, &Office::notOfTheOffice);
    connect(m_connection.session.get(), &supabase::Session::tokensChanged, this, &Office::tokensChanged);
    m_replica.start();
}

Office::~Office() = default;

} // namespace pl::app
