#pragma once

#include "models/domain/payment.h"
#include "ui/leads/leadviews.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QSize>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

class QWidget;

namespace pl::app {

class Office;
class SignInWindow;

/// Shows every page of the program and its main forms one after the other, and saves a picture of each, as large and as
/// light or dark as the window is. Pages of the side bar and parts of the settings that have no stop of their own get
/// one by their key. Nothing is written to the store but the admin's questions to the server, and that a customer's
/// file was looked at.
class ScreenshotTour : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the tour; `folder` is created if needed.
    ScreenshotTour(Office &office, SignInWindow &signIn, const QString &folder, QObject *parent = nullptr);

    /// The pictures to come, by name, without ".png".
    QStringList names() const;
    /// For tests: how long every stop has to show everything.
    void setSettle(std::chrono::milliseconds settle) { m_ownSettle = settle; }
    void start();

Q_SIGNALS:
    void saved(const QString &file);
    /// `problem` is empty when all pictures are saved.
    void finished(const QString &problem);

private:
    using Arrange = std::function<QWidget *()>;
    struct Stop
    {
        QString name;
        Arrange arrange;                       ///< shows the view and returns the widget to take a picture of
        std::chrono::milliseconds settle{700}; ///< how long it takes to show everything
        QSize size{};                          ///< empty: as it is
    };
    void add(const char *name, const Arrange &arrange,
             std::chrono::milliseconds settle = std::chrono::milliseconds(700));
    void plan();
    void planLeads();
    void planOffice();
    void planImport();
    void planSettings();
    void planRest();
    void planHelp();
    void planAccount();
    void begin();
    void arrangeNext();
    void tidy();
    void giveUp();
    void take();

    QWidget *window() const;
    QWidget *page(const QString &key);
    void trigger(const char *action);
    QWidget *dialog(const char *action, const char *name);
    QWidget *leads(ui::LeadView view);
    QWidget *assigning();
    QWidget *many();
    QWidget *grouped();
    QWidget *board();
    void showBoard(bool isWanted);
    QWidget *palette();
    QWidget *overLeads(const char *action, const char *name);
    QWidget *plumberForm(const char *page);
    QWidget *billing(std::optional<PaymentStatus> state);
    QWidget *billingPage(int page);
    QWidget *sorting();
    QWidget *customer();
    QWidget *overCustomer(const char *action, const char *name);
    QWidget *sources();
    QWidget *importing();
    QWidget *importColumns();
    QWidget *importCheck();
    QWidget *part(const QString &key);
    QWidget *newService();
    QWidget *rehearsal();
    void discardRules();
    QWidget *manual();
    void endHelp();
    QWidget *locked();
    QWidget *changePassword();
    QWidget *signInAgain();
    QWidget *accounts();
    QWidget *signIn();

    Office &m_office;
    SignInWindow &m_signIn;
    QString m_folder;
    QTemporaryDir m_files; ///< what is imported; gone with the tour
    QList<Stop> m_stops;
    QPointer<QWidget> m_subject;
    QTimer m_settle;   ///< until the window has painted and the server has answered
    QTimer m_patience; ///< for the first rows
    std::optional<std::chrono::milliseconds> m_ownSettle;
    bool m_begun = false;
};

} // namespace pl::app
