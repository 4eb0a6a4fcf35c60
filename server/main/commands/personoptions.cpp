#include "server/main/commands/personoptions.h"

#include "server/main/commands/command.h"
#include "server/main/commands/options.h"

namespace pl {

void PersonOptions::describe(CLI::App &app, bool withName)
{
    addText(app, "--phone", "NUMBER", phone, "The person's phone number, in any usual form.");
    addText(app, "--email", "ADDRESS", email, "The person's e-mail address.");
    if (withName)
        addText(app, "--name", "NAME", name, "The person's name, or a part of it, if you know neither.");
}

Result<CustomerKey> PersonOptions::key() const
{
    CustomerKey key;
    if (!phone.isEmpty()) {
        const auto read = CustomerKey::fromText(phone);
        if (!read || read->phone.isEmpty())
            return usageError(QStringLiteral("--phone must be a phone number."));
        key.phone = read->phone;
    }
    if (!email.isEmpty()) {
        const auto read = CustomerKey::fromText(email);
        if (!read || read->email.isEmpty())
            return usageError(QStringLiteral("--email must be an e-mail address."));
        key.email = read->email;
    }
    return key;
}

} // namespace pl
