#pragma once

#include "models/stats/offerreader.h"
#include "tests/ui/hostileoffice.h"
#include "ui/office/customercontext.h"

namespace pl::test {

/// An admin's office in which the window has every page and every part of the settings.
class WholeOffice : public HostileOffice
{
public:
    WholeOffice() : HostileOffice(QStringLiteral("Ann"))
    {
        office.context.intake = &intake;
        office.context.offers = &offers;
        office.context.importer = &importer;
        office.context.views = &views;
        office.context.activity = &activity;
        office.context.server = &server;
        office.context.deadlines = &deadlines;
        office.context.customers = &customers;
    }

    replica::IntakeReplica items{office.client};
    replica::IntakeCommands intake{office.client, items};
    stats::OfferReader offers{office.client};
    replica::Importer importer{office.client};
    replica::ViewBook views{office.client, QStringLiteral("ada@office.test"), true};
    replica::ActivityFeed activity{office.client, QStringLiteral("ada@office.test")};
    replica::ServerDesk server{office.client};
    replica::DeadlineRules deadlines{office.client, office.replica};
    replica::DoNotContactBook doNotContact{office.client};
    replica::CustomerDesk customerDesk{office.client, office.replica, doNotContact, &server,
                                       QStringLiteral("ada@office.test")};
    replica::KeepingRules keeping{office.client};
    ui::CustomerContext customers{customerDesk, keeping, [] {}};
};

} // namespace pl::test
