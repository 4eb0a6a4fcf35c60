#pragma once

#include "app/officeaccount.h"
#include "app/presence.h"
#include "app/serverconnection.h"
#include "models/stats/offerreader.h"
#include "ui/office/billingcontext.h"
#include "ui/office/customercontext.h"
#include "ui/office/filecontext.h"
#include "ui/office/officecontext.h"
#include "ui/office/sourcecontext.h"
#include "ui/office/updatecontext.h"
#include "ui/shell/mainwindow.h"

namespace pl::app {

/// Everything that lives from sign-in to sign-out: the server's client, the replica, the commands, the window. The only
/// place that puts them together.
class Office : public QObject
{
    Q_OBJECT

public:
    /// `settings`, `theme` and `updates` must outlive the office. Without `updates` nothing is told of new versions.
    /// `place`: where this account's copy may be on disk; without a path it never is. The setting "copy/onDisk" (true
    /// unless set) decides whether it is.
    Office(ServerConnection connection, QSettings &settings, ui::Theme &theme, updates::UpdateWatch *updates = nullptr,
           const replica::CopyPlace &place = {}, QObject *parent = nullptr);
    ~Office() override;

    supabase::Session &session() { return *m_connection.session; }
    replica::OfficeReplica &replica() { return m_replica; }
    const replica::PaymentReplica &payments() const { return m_payments; }
    ui::MainWindow &window() { return *m_window; }
    const QUrl &server() const { return m_connection.server; }
    const QString &serverName() const { return m_context.serverName; }
    /// Removes the copy from this computer, too.
    void wipe() { m_replica.wipe(); }
    /// For signing out: stops all requests and forgets the rows.
    void close();

Q_SIGNALS:
    /// The person wants to sign out.
    void signOutRequested();
    void signedOutEverywhere();
    /// This computer should forget the server.
    void forgetRequested();
    /// The account no longer belongs to the office.
    void notOfTheOffice(const QString &sentence);
    /// The sign-in has a new refresh token.
    void tokensChanged();

private:
    void keepOnDisk(bool isOn);
    void syncAll();
    void pauseSync();
    void resumeSync();

    // Each may use those before it.
    const replica::CopyPlace m_place;
    ServerConnection m_connection;
    supabase::RestClient m_client;
    replica::OfficeReplica m_replica;
    replica::OfficeCommands m_commands;
    replica::UndoHistory m_undo;
    replica::PaymentReplica m_payments;
    replica::PaymentCommands m_paymentCommands;
    replica::PriceBook m_prices;
    replica::DeadlineRules m_deadlineRules;
    replica::DispatchRules m_dispatchRules;
    replica::MessageReplica m_messages;
    replica::SampleBook m_samples;
    replica::TemplateBook m_templates;
    replica::IntakeReplica m_intakeItems;
    replica::IntakeCommands m_intake;
    replica::SourceBook m_sources;
    replica::SourceCommands m_sourceCommands;
    replica::SourceTester m_sourceTester;
    ui::FileContext m_files;
    replica::ViewBook m_views;
    ui::BillingContext m_billing;
    ui::SourceContext m_sourceContext;
    stats::OfferReader m_offers;
    replica::Importer m_importer;
    replica::ActivityFeed m_activity;
    replica::ServerDesk m_server;
    replica::DoNotContactBook m_doNotContact;
    replica::CustomerDesk m_customerDesk;
    replica::KeepingRules m_keeping;
    ui::CustomerContext m_customers;
    std::optional<ui::UpdateContext> m_updates;
    ui::OfficeContext m_context;
    std::unique_ptr<ui::MainWindow> m_window;
    OfficeAccount m_account;
    Presence m_presence;
};

} // namespace pl::app
