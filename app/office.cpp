#include "app/office.h"

#include "ui/words/activitywords.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QStandardPaths>

namespace pl::app {

namespace {

constexpr auto kPollInterval = std::chrono::seconds(1);
const QString kOnDisk = QStringLiteral("copy/onDisk");

QFileDialog *fileDialog(QWidget *parent, const QString &title, const std::function<void(const QString &)> &chosen)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(parent, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    return dialog;
}

void chooseFile(QWidget *parent, const QString &name, const std::function<void(const QString &)> &chosen)
{
    QFileDialog *dialog = fileDialog(parent, Office::tr("Save as"), chosen);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    dialog->open();
}

void openFile(QWidget *parent, const QStringList &suffixes, const std::function<void(const QString &)> &chosen)
{
    QFileDialog *dialog = fileDialog(parent, Office::tr("Open"), chosen);
    dialog->setFileMode(QFileDialog::ExistingFile);
    const QString names = suffixes.join(QStringLiteral(", ")).toUpper();
    const QString patterns = QStringLiteral("*.") + suffixes.join(QStringLiteral(" *."));
    dialog->setNameFilters({Office::tr("%1 files (%2)").arg(names, patterns), Office::tr("All files (*)")});
    dialog->open();
}

void openFolder(const QString &path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

void openPage(const QUrl &url)
{
    QDesktopServices::openUrl(url);
}

void choosePrinter(QWidget *parent, QPrinter &printer, const std::function<void()> &chosen)
{
    auto *dialog = new QPrintDialog(&printer, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), parent, chosen);
    dialog->open();
}

replica::CopyPlace placeFor(const replica::CopyPlace &onDisk, const QSettings &settings)
{
    return settings.value(kOnDisk, true).toBool() ? onDisk : replica::CopyPlace{{}, onDisk.key};
}

/// A person may name the project itself, instead of a server that names it.
bool isSupabase(const ServerConnection &connection)
{
    return connection.project != connection.server ||
           connection.project.host().endsWith(QStringLiteral(".supabase.co"));
}

/// What happened to leads is in the pane's lists.
QList<ui::PlumberMoment> momentsOf(const ui::OfficeContext &context, const QList<replica::ActivityLine> &lines)
{
    QList<ui::PlumberMoment> moments;
    const QString currency = context.replica.settings().currency;
    for (const replica::ActivityLine &line : lines)
        if (const ActivityEvent *event = line.ofOffice()) {
            const QString name = context.replica.plumberName(event->plumberId);
            moments += {line.at, ui::activitySentence(*event, name, context.userEmail, currency)};
        }
    return moments;
}

/// What happened to plumbers, for their pane, which knows no feed.
ui::OfficeContext &withHistory(ui::OfficeContext &context)
{
    context.plumberHistory = [&context](const QUuid &plumberId, int limit) {
        using Moments = QList<ui::PlumberMoment>;
        const Answer<Moments> answer;
        const auto lines = context.activity->changesOf(plumberId, limit);
        onResult(context.activity, lines, [&context, answer](const Result<QList<replica::ActivityLine>> &read) {
            answer.finish(read ? Result<Moments>(momentsOf(context, *read)) : Result<Moments>(read.error()));
        });
        return answer.future();
    };
    return context;
}

} // namespace

Office::Office(ServerConnection connection, QSettings &settings, ui::Theme &theme, updates::UpdateWatch *updates,
               const replica::CopyPlace &place, QObject *parent)
    : QObject(parent)
    , m_place(place)
    , m_connection(std::move(connection))
    , m_client(*m_connection.transport, *m_connection.session)
    , m_replica(m_client, nullptr, kPollInterval, placeFor(place, settings))
    , m_commands(m_client, m_replica)
    , m_payments(m_client)
    , m_paymentCommands(m_client, m_payments)
    , m_prices(m_client, m_replica)
    , m_deadlineRules(m_client, m_replica)
    , m_dispatchRules(m_client, m_replica)
    , m_messages(m_client)
    , m_samples(m_client)
    , m_templates(m_client)
    , m_intakeItems(m_client)
    , m_intake(m_client, m_intakeItems)
    , m_sources(m_client)
    , m_sourceCommands(m_client, m_sources)
    , m_sourceTester(m_client, m_replica)
    , m_files{chooseFile, openFile, openFolder, choosePrinter}
    , m_views(m_client, m_connection.session->user().email, m_connection.session->isAdmin())
    , m_billing{m_payments, m_paymentCommands, m_prices, openPage}
    , m_sourceContext{m_sources, m_sourceCommands, m_sourceTester}
    , m_offers(m_client)
    , m_importer(m_client)
    , m_activity(m_client, m_connection.session->user().email)
    , m_server(m_client)
    , m_doNotContact(m_client)
    , m_customerDesk(m_client, m_replica, m_doNotContact, m_connection.session->isAdmin() ? &m_server : nullptr,
                     m_connection.session->user().email)
    , m_keeping(m_client)
    , m_customers{m_customerDesk, m_keeping, [this] { syncAll(); }}
    , m_updates(updates ? std::optional(ui::UpdateContext{*updates, openPage}) : std::nullopt)
    , m_context{m_replica,
                m_commands,
                m_undo,
                settings,
                m_connection.session->user().email,
                m_connection.session->isAdmin(),
                app::serverName(m_connection.server),
                &Timestamp::now,
                m_connection.session->isAdmin() ? &m_billing : nullptr,
                m_connection.session->isAdmin() ? &m_dispatchRules : nullptr,
                &m_messages,
                m_connection.session->isAdmin() ? &m_samples : nullptr,
                &m_intake,
                m_connection.session->isAdmin() ? &m_sourceContext : nullptr,
                &m_files,
                &m_offers,
                m_connection.session->isAdmin() ? &m_importer : nullptr,
                &m_views,
                &m_activity,
                m_connection.session->isAdmin() ? &m_server : nullptr,
                m_connection.session->isAdmin() ? &m_templates : nullptr,
                {},
                m_connection.session->isAdmin() ? &m_deadlineRules : nullptr,
                isSupabase(m_connection),
                m_updates ? &*m_updates : nullptr,
                &m_customers,
                place.path.isEmpty() ? std::function<void(bool)>() : [this](bool isOn) { keepOnDisk(isOn); }}
    , m_window(std::make_unique<ui::MainWindow>(withHistory(m_context), theme))
    , m_account(*m_connection.session, *m_window, m_context.serverName)
    , m_presence(*m_window)
{
    connect(m_window.get(), &ui::MainWindow::signOutRequested, this, &Office::signOutRequested);
    connect(m_window.get(), &ui::MainWindow::forgetServerRequested, this, &Office::forgetRequested);
    connect(&m_account, &OfficeAccount::signedOutEverywhere, this, &Office::signedOutEverywhere);
    connect(&m_account, &OfficeAccount::notOfTheOffice, this, &Office::notOfTheOffice);
    connect(&m_account, &OfficeAccount::signInEnded, this, &Office::pauseSync);
    connect(&m_account, &OfficeAccount::signInRestored, this, &Office::resumeSync);
    connect(m_connection.session.get(), &supabase::Session::tokensChanged, this, &Office::tokensChanged);
    m_client.setPurpose("desktop");
    m_messages.keepIn(m_replica);
    m_payments.keepIn(m_replica);
    m_messages.follow(m_replica.news(), {"notifications"});
    m_intakeItems.follow(m_replica.news(), {"intake_items"});
    m_views.follow(m_replica.news());
    m_activity.follow(m_replica.news());
    m_doNotContact.follow(m_replica.news());
    m_payments.follow(m_replica.news(), {"payments", "billing_exceptions"});
    if (m_context.templates)
        m_templates.follow(m_replica.news());
    if (m_context.sources)
        m_sources.follow(m_replica.news());
    if (m_context.server)
        m_server.follow(m_replica.news());
    connect(&m_presence, &Presence::changed, this,
            [this] { m_replica.setPollInterval(pollIntervalOf(m_presence.attention())); });
    m_replica.start();
    m_messages.start();
    m_intakeItems.start();
    if (m_context.billing)
        m_payments.start();
    if (m_context.templates)
        m_templates.load();
}

Office::~Office() = default;

/// Applies at once: what was on disk is gone, and what was in memory is read again.
void Office::keepOnDisk(bool isOn)
{
    m_context.settings.setValue(kOnDisk, isOn);
    m_replica.moveTo(placeFor(m_place, m_context.settings));
}

void Office::pauseSync()
{
    m_replica.stop();
    m_payments.stop();
    m_messages.stop();
    m_intakeItems.stop();
}

void Office::resumeSync()
{
    syncAll();
}

/// Everything that the window keeps copies of.
void Office::syncAll()
{
    m_replica.syncNow();
    m_messages.syncNow();
    m_intakeItems.syncNow();
    m_views.load();
    if (m_context.billing)
        m_payments.syncNow();
}

void Office::close()
{
    m_window->endAlerts();
    m_payments.stop();
    m_messages.stop();
    m_intakeItems.stop();
    m_replica.clear();
}

} // namespace pl::app
