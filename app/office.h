#pragma once

#include "app/officeaccount.h"
#include "app/presence.h"
#include "app/serverconnection.h"
#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/shell/mainwindow.h"

namespace pl::app {

/// All that lives from sign-in to sign-out: the client of the server, the replica, the commands, the window. Put
/// together here and nowhere else.
class Office : public QObject
{
    Q_OBJECT

public:
    /// `settings` and `theme` must outlive the office.
    Office(ServerConnection connection, QSettings &settings, ui::Theme &theme, QObject *parent = nullptr);
    ~Office() override;

    supabase::Session &session() { return *m_connection.session; }
    replica::OfficeReplica &replica() { return m_replica; }
    const replica::PaymentReplica &payments() const { return m_payments; }
    ui::MainWindow &window() { return *m_window; }
    const QUrl &server() const { return m_connection.server; }
    /// For signing out: asks the server for nothing more and forgets the rows.
    void close();

Q_SIGNALS:
    /// The person wants to leave.
    void signOutRequested();
    void signedOutEverywhere();
    /// The account is no longer one of the office's.
    void notOfTheOffice(const QString &sentence);
    /// The sign-in has a new refresh token.
    void tokensChanged();

private:
    void pauseSync();
    void resumeSync();

    // In the order in which each uses those before it.
    ServerConnection m_connection;
    supabase::RestClient m_client;
    replica::OfficeReplica m_replica;
    replica::OfficeCommands m_commands;
    replica::UndoHistory m_undo;
    replica::PaymentReplica m_payments;
    replica::PaymentCommands m_paymentCommands;
    replica::PriceBook m_prices;
    replica::DispatchRules m_dispatchRules;
    replica::MessageReplica m_messages;
    replica::SampleBook m_samples;
    ui::BillingContext m_billing;
    ui::OfficeContext m_context;
    std::unique_ptr<ui::MainWindow> m_window;
    OfficeAccount m_account;
    Presence m_presence;
};

} // namespace pl::app
