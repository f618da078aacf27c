export enum Queue {
  Created = 'order-created',
  Paid = 'order-paid',
}
