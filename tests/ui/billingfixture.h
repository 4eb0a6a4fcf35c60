#pragma once

#include "tests/ui/officefixture.h"
#include "ui/office/billingcontext.h"
#include "ui/office/filecontext.h"
#include "ui/widgets/notice.h"

#include <QTest>
#include <QWidget>

namespace pl::test {

/// What an admin's views about money need, over the office's FakeTransport; links and files go to the test.
class BillingFixture
{
public:
    BillingFixture()
    {
        office.transport.fillOffice(2);
        office.context.isAdmin = true;
        office.context.userEmail = QStringLiteral("ada@office.test");
        office.context.billing = &billing;
        office.context.files = &files;
    }

    /// Loads everything; false when it doesn't come.
    bool load()
    {
        office.start();
        payments.start();
        return QTest::qWaitFor(
            [this] { return office.isLive() && payments.state() == replica::PaymentReplica::State::Live; });
    }
    nlohmann::json paymentRow(int n) const { return office.transport.row("payments", FakeTransport::paymentId(n)); }
    static QUuid paymentId(int n) { return QUuid::fromString(QString::fromStdString(FakeTransport::paymentId(n))); }
    /// The server changes a payment.
    void changeOnServer(int n, const nlohmann::json &changes)
    {
        nlohmann::json row = paymentRow(n);
        row.update(changes);
        row["version"] = row["version"].get<int>() + 1;
        row["updated_at"] = office.transport.nextTime();
        office.transport.put("payments", row);
    }
    /// For a view's noticeWanted.
    auto notices()
    {
        return [this](const QString &sentence, ui::Notice::Kind kind, const QString &,
                      const std::function<void()> &action) {
            told = sentence;
            toldKind = kind;
            toldAction = action;
        };
    }

    OfficeFixture office;
    replica::PaymentReplica payments{office.client, nullptr, std::chrono::milliseconds(20)};
    replica::PaymentCommands commands{office.client, payments};
    replica::PriceBook prices{office.client, office.replica};
    QUrl opened;
    QString wantedName; ///< the file name that was proposed
    QString savePath;   ///< where the person saves; empty: gives up
    QString told;
    ui::Notice::Kind toldKind = ui::Notice::Kind::Done;
    std::function<void()> toldAction;
    ui::BillingContext billing{payments, commands, prices, [this](const QUrl &url) { opened = url; }};
    ui::FileContext files{[this](QWidget *, const QString &name, const auto &chosen) {
                              wantedName = name;
                              if (!savePath.isEmpty())
                                  chosen(savePath);
                          },
                          {},
                          {},
                          {}};
};

} // namespace pl::test
